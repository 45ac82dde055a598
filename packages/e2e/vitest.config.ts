import { defineConfig } from 'vitest/config';

const shared = {
  environment: 'node',
  testTimeout: 180_000,
  hookTimeout: 60_000,
} as const;

/** Pages with scripted models. */
const PAGES = [
  'src/stories.test.ts',
  'src/accessibility-script.test.ts',
  'src/hostile-output.test.ts',
  'src/pictures/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'pages', include: PAGES, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...shared,
          name: 'engine',
          include: ['src/**/*.test.ts'],
          exclude: PAGES,
          // One browser with a language model in it is enough for two cores.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
