/// <reference types="node" />
/** A site for `webllm.chromium.test.ts`: built files under the strict policy, a small model, and faults on demand. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';
import tsupConfig from '../../tsup.config.js';
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
export interface TestSite {
  /** With `localhost` in it on purpose: web-llm treats such libraries in its own way. */
  readonly origin: string;
  /** The files of the model, and their faults. */
  readonly server: FaultyServer;
  close(): Promise<void>;
}

/** Builds the worker files from today's source by the package's own build settings, and serves them. */
export async function startSite(): Promise<TestSite> {
  const folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-'));
  const worker = (tsupConfig as Options[]).find(({ entry }) => entry && 'engine-webllm' in entry);
  if (worker === undefined) throw new Error('The build makes no engine-webllm.js.');
  await bundle({ ...worker, outDir: folder });
  await bundle({
    ...worker,
    outDir: join(folder, 'double'),
    esbuildPlugins: [...(worker.esbuildPlugins ?? []), double],
  });
  await bundle({ ...worker, outDir: folder, entry: { page: 'src/adapters/webllm.page.case.ts' } });
  const server = new FaultyServer();
  const http = createServer((request, response) => void answer(server, folder, request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    server,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

function bundle(options: Options): Promise<void> {
  return build({ ...options, config: false, clean: false, silent: true, dts: false });
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

async function answer(server: FaultyServer, folder: string, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  if (pathname.startsWith('/models/')) {
    // As hubs do, so that bad bytes could stay in the browser's own cache as well.
    response.setHeader('cache-control', 'public, max-age=3600');
    return server.answer(pathname.split('/').at(-1) ?? '', request, response);
  }
  if (pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY });
    return response.end('<!doctype html><title>Test</title><script type="module" src="/page.js"></script>');
  }
  try {
    const script = await readFile(join(folder, pathname.replace('/no-wasm/', '/')));
    const policy = pathname.startsWith('/no-wasm/') ? NO_WASM : POLICY;
    response.writeHead(200, { 'content-type': 'text/javascript', 'content-security-policy': policy }).end(script);
  } catch {
    response.writeHead(404).end();
  }
  return response;
}
