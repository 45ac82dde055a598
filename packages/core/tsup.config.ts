/** Builds the page's side as small modules, and each engine as one finished file that bundlers only copy. */
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

const require = createRequire(import.meta.url);

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

/** In `dist` the engines' files are siblings, under whatever name the folder is served. */
const siblingFiles: EsbuildPlugin = {
  name: 'sibling-files',
  setup(build) {
    build.onLoad({ filter: /[/\\](engine|keeper|pdf|sandbox)-files\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/'(\.\.\/)+dist\//g, "'./"),
      loader: 'ts',
    }));
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

/** Where streams of pdf.js grow: the browser unpacks them, and its own code where that fails. */
const STREAM_GROWTH = [
  { code: 'totalLength += chunk.byteLength;', length: 'totalLength' },
  { code: 'ensureBuffer(requested) {\n    const buffer = this.buffer;', length: 'requested' },
];

/** A stream of some kilobytes can unpack to more than a tab can hold. No page of text needs this much. */
export const boundedStreams: EsbuildPlugin = {
  name: 'bounded-streams',
  setup(build) {
    build.onLoad({ filter: /[/\\]pdf\.worker\.mjs$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const { code, length } of STREAM_GROWTH) {
        if (contents.split(code).length !== 2) throw new Error(`pdf.js has changed: where is ${code}`);
        const bound = `if (${length} > 0x10000000) throw new RangeError('A stream of this file is too long.');`;
        contents = contents.replace(code, `${code} ${bound}`);
      }
      return { contents, loader: 'js' };
    });
  },
};

/** The tables of characters of pdf.js in one file, which `character-maps.ts` reads, and the licence that goes with it. */
export async function packCharacterMaps(target: string): Promise<void> {
  const folder = join(dirname(require.resolve('pdfjs-dist/package.json')), 'cmaps');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bcmap')).sort();
  const tables = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const list = names.map((name, index) => [name, tables[index]?.length]);
  await writeFile(target, Buffer.concat([Buffer.from(`${JSON.stringify(list)}\n`), ...tables]));
  await copyFile(join(folder, 'LICENSE'), target.replace(/(\.bin)?$/, '-license.txt'));
}

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
    entry: [
      'src/index.ts',
      'src/page.ts',
      'src/files.ts',
      'src/testing.ts',
      'src/threads.ts',
      'src/tasks.ts',
      'src/knowledge.ts',
      'src/embedding.ts',
      'src/agent.ts',
      'src/agent-tools.ts',
      'src/built-in.ts',
      'src/sandbox.ts',
      'src/isolate.ts',
    ],
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
  { ...finished, sourcemap: false, entry: { 'model-keeper': 'src/adapters/keeper-worker.ts' } },
  {
    ...finished,
    sourcemap: false,
    entry: { 'files-pdf': 'src/files/pdf-worker.ts' },
    esbuildPlugins: [noNodeModules, boundedStreams],
    onSuccess: () => packCharacterMaps('dist/files-pdf-maps.bin'),
  },
  {
    ...finished,
    sourcemap: false,
    entry: { 'sandbox-worker': 'src/sandbox/sandbox-worker.ts' },
    onSuccess: () => copyFile(require.resolve('quickjs-wasi/quickjs.wasm'), 'dist/sandbox.wasm'),
  },
]);
