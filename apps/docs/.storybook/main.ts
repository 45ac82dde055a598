/** What Storybook collects and how it is built. */
import type { StorybookConfig } from '@storybook/web-components-vite';
import remarkGfm from 'remark-gfm';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../guides/*.mdx', '../stories/*.stories.ts', '../../../packages/*/src/**/*.stories.ts'],
  addons: [
    {
      name: '@storybook/addon-docs',
      options: { mdxPluginOptions: { mdxCompileOptions: { remarkPlugins: [remarkGfm] } } },
    },
    '@storybook/addon-a11y',
  ],
  core: {
    // A product that promises privacy is not documented by a tool that calls home.
    disableTelemetry: true,
    disableWhatsNewNotifications: true,
    enableCrashReports: false,
    // So that the CPU engine may use threads, as `npm start` has it.
    crossOriginIsolated: true,
  },
  features: {
    // Our own toolbar sets scheme and width on the story itself, in docs pages too.
    backgrounds: false,
    viewport: false,
    interactions: false,
    sidebarOnboardingChecklist: false,
    menuOnboardingChecklist: false,
  },
  staticDirs: (existing: string[] = [], { configType }: { configType?: string }) => [
    ...existing,
    { from: '../pictures', to: '/pictures' },
    // The built pages are served beside the model; only the development server has to bring its own.
    ...(configType === 'PRODUCTION'
      ? []
      : [{ from: '../../../packages/model-smollm2-135m', to: '/model-smollm2-135m' }]),
  ],
  viteFinal: (vite) => ({
    ...vite,
    // Any folder may be the root of these pages.
    base: './',
    resolve: {
      ...vite.resolve,
      conditions: ['@local-llm-chat/source', 'module', 'browser', 'development|production'],
    },
    build: { ...vite.build, target: 'es2022', chunkSizeWarningLimit: 10_000 },
  }),
};

export default config;
