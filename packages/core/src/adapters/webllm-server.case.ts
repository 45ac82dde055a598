/// <reference types="node" />
/** A site for `webllm.chromium.test.ts`: built files under the strict policy, a small model, and faults on demand. */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from 'tsup';
import tsupConfig from '../../tsup.config.js';
import { type BuiltSite, bundle, startBuiltSite } from '../built-site.case.js';
import { FaultyServer } from '../downloads/faulty-server.case.js';

/** `(import "env" "not_there")`: valid WebAssembly that no version of web-llm can link. */
const FOREIGN_LIBRARY = Buffer.concat([
  Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 17, 1, 3]),
  Buffer.from('env'),
  Buffer.from([9]),
  Buffer.from('not_there'),
  Buffer.from([0, 0]),
]);

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const NO_WASM = "default-src 'none'; script-src 'self'; connect-src 'self'";
const SHARDS = 6;

/** Files as web-llm wants them, with weights of nothing in particular. */
export function makeModel(): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const records: unknown[] = [];
  for (let index = 0; index < SHARDS; index += 1) {
    const bytes = randomBytes(200_000 + index * 1000);
    const dataPath = `params_shard_${index}.bin`;
    files.set(dataPath, bytes);
    const md5sum = createHash('md5').update(bytes).digest('hex');
    records.push({ dataPath, format: 'raw-shard', nbytes: bytes.length, records: [], md5sum });
  }
  files.set('tensor-cache.json', json({ metadata: {}, records }));
  files.set('tokenizer.json', json({ version: '1.0', filler: 'x'.repeat(5000) }));
  files.set(
    'mlc-chat-config.json',
    json({ tokenizer_files: ['tokenizer.json'], context_window_size: 1024, sliding_window_size: -1 }),
  );
  files.set('model.wasm', FOREIGN_LIBRARY);
  return files;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** A running site. */
export interface TestSite extends BuiltSite {
  /** The files of the model, and their faults. */
  readonly server: FaultyServer;
}

/** Builds the worker files from today's source by the package's own build settings, and serves them. */
export async function startSite(): Promise<TestSite> {
  const server = new FaultyServer();
  const site = await startBuiltSite({
    build,
    answer: (path, request, response) => {
      if (!path.startsWith('/models/')) return false;
      // As hubs do, so that bad bytes could stay in the browser's own cache as well.
      response.setHeader('cache-control', 'public, max-age=3600');
      server.answer(path.split('/').at(-1) ?? '', request, response);
      return true;
    },
    fileOf: (path) => path.replace('/no-wasm/', '/'),
    headers: (path) => ({ 'content-security-policy': path.startsWith('/no-wasm/') ? NO_WASM : POLICY }),
  });
  return { ...site, server };
}

async function build(folder: string): Promise<void> {
  const worker = (tsupConfig as Options[]).find(({ entry }) => entry && 'engine-webllm' in entry);
  if (worker === undefined) throw new Error('The build makes no engine-webllm.js.');
  const withDouble = { esbuildPlugins: [...(worker.esbuildPlugins ?? []), double] };
  await bundle({ ...worker, outDir: folder });
  await bundle({ ...worker, ...withDouble, outDir: join(folder, 'double') });
  await bundle({ ...worker, outDir: folder, entry: { page: 'src/adapters/webllm.page.case.ts' } });
}

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The same worker with the stand-in for web-llm: for what comes after a load that works. */
const double: Plugin = {
  name: 'double',
  setup(esbuild) {
    const path = fileURLToPath(new URL('./webllm-double.case.ts', import.meta.url));
    esbuild.onResolve({ filter: /^@mlc-ai\/web-llm$/ }, () => ({ path }));
  },
};
