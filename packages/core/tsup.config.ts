/** Builds the page's side as small modules, and each engine as one finished file that bundlers only copy. */
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

const require = createRequire(import.meta.url);

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

/** In `dist` the engines' files are siblings, under whatever name the folder is served. */
const siblingFiles: EsbuildPlugin = {
  name: 'sibling-files',
  setup(build) {
    build.onLoad({ filter: /[/\\]engine-files\.ts$/ }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises');
      return { contents: (await readFile(path, 'utf8')).replaceAll("'../dist/", "'./"), loader: 'ts' };
    });
  },
};

/** web-llm carries branches for Node that a browser never takes. */
const noNodeModules: EsbuildPlugin = {
  name: 'no-node-modules',
  setup(build) {
    build.onResolve({ filter: /^(node:)?(fs|path|url|module|crypto|perf_hooks|worker_threads|ws)$/ }, ({ path }) => ({
      path,
      namespace: 'no-node',
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-node' }, () => ({ contents: 'export default {}', loader: 'js' }));
  },
};

const shared: Options = {
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  sourcemap: true,
  dts: false, // tsc writes the declarations: tsup's way needs a compiler API that TypeScript 7 no longer has.
};

/** One file with everything in it. */
const finished: Options = {
  ...shared,
  minify: true,
  splitting: false,
  noExternal: [/.*/],
  esbuildPlugins: [noNodeModules],
};

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/page.ts', 'src/testing.ts'],
    splitting: true,
    esbuildPlugins: [siblingFiles],
  },
  {
    ...finished,
    entry: { 'engine-wllama': 'src/adapters/wllama-worker.ts' },
    async onSuccess() {
      const wllama = dirname(require.resolve('@wllama/wllama/package.json'));
      const compat = dirname(require.resolve('@wllama/wllama-compat/package.json'));
      await copyFile(join(wllama, 'esm/wasm/wllama.wasm'), 'dist/wllama.wasm');
      await copyFile(join(compat, 'wasm/wllama.js'), 'dist/wllama-compat.js');
      await copyFile(join(compat, 'wasm/wllama.wasm'), 'dist/wllama-compat.wasm');
    },
  },
  // No source map: it would be three times as large as the code, of code that is not ours.
  { ...finished, sourcemap: false, entry: { 'engine-webllm': 'src/adapters/webllm-worker.ts' } },
]);
