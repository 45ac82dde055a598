/** The two kinds of tests that every package has: `*.test.ts` in Node, `*.browser.test.ts` in Chromium. */
import { playwright } from '@vitest/browser-playwright';
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs';
import { shortModel } from './short-model.mjs';

/** Packages read one another's source, so that a test never sees an old build. */
const resolve = { conditions: ['@local-llm-chat/source', 'module', 'browser', 'development|production'] };

/** Cross-origin isolation, as `npm start` serves it: with it the CPU engine uses threads. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * The vitest projects of a package.
 *
 * @param {{ optimize?: string[], hasEngine?: boolean }} [options] `optimize`: modules that tests import late; naming them
 *   here keeps Vite from reloading in the middle of a run. `hasEngine`: tests in Chromium run a real model, which needs
 *   both cores: engines that share them are too slow for any patience.
 */
export async function vitestProjects({ optimize = [], hasEngine = false } = {}) {
  const executablePath = await findChromium();
  // Where Vite serves files that are outside of a package; tests have it by `inject('shortModelUrl')`.
  const shortModelUrl = hasEngine ? `/@fs${(await shortModel()).folder}/manifest.json` : '';
  return [
    {
      resolve: { conditions: ['@local-llm-chat/source', 'module', 'node', 'development|production'] },
      ssr: { resolve: { conditions: ['@local-llm-chat/source', 'module', 'node', 'development|production'] } },
      test: {
        name: 'node',
        include: ['src/**/*.test.{ts,tsx}'],
        exclude: ['src/**/*.browser.test.{ts,tsx}'],
        environment: 'node',
        // Two at a time on two cores, which have other things to do as well.
        testTimeout: 30_000,
        maxWorkers: 2,
        sequence: { groupOrder: 0 },
      },
    },
    {
      resolve,
      server: { headers },
      optimizeDeps: { include: optimize },
      test: {
        name: 'browser',
        include: ['src/**/*.browser.test.{ts,tsx}'],
        provide: { shortModelUrl },
        testTimeout: 120_000,
        maxWorkers: hasEngine ? 1 : 2,
        // After those in Node, beside nothing else.
        sequence: { groupOrder: 1 },
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({
            launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...CHROMIUM_ARGS] },
          }),
          instances: [{ browser: 'chromium' }],
        },
      },
    },
  ];
}
