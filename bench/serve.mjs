/** Serves the repository to this machine alone, for pages that measure. */
import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What a line's buffers hold, in time: after a moment in which nobody reads, so much comes at once. */
const BURST_MS = 50;
let lineFreeAt = 0;

/**
 * Sends a file as fast as it goes, or all of them together at so many megabytes a second.
 *
 * @param {string} path
 * @param {{ start: number, end: number }} range
 * @param {string | null} rate
 * @param {import('node:http').ServerResponse} response
 */
async function send(path, range, rate, response) {
  if (rate === null) return void createReadStream(path, range).pipe(response);
  for await (const piece of createReadStream(path, { ...range, highWaterMark: 2 ** 18 })) {
    const now = performance.now();
    lineFreeAt = Math.max(lineFreeAt, now - BURST_MS) + piece.length / 1e3 / Number(rate);
    if (lineFreeAt > now) await new Promise((resolve) => setTimeout(resolve, lineFreeAt - now));
    if (response.destroyed) return;
    if (!response.write(piece)) await once(response, 'drain').catch(() => undefined);
  }
  response.end();
}

/** Starts the server: isolated, so that pages may use threads, and as fast as it goes or as `?rate=` says. */
export async function serveRepository() {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://localhost:${port}`, close: () => server.close() };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const path = join(root, normalize(decodeURIComponent(pathname)));
  try {
    const { size } = statSync(path);
    // Parts of files, as every hub sends them.
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(from);
    const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
    response.writeHead(request.headers.range ? 206 : 200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': end - start + 1,
      ...(request.headers.range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    if (request.method === 'HEAD') response.end();
    else void send(path, { start, end }, searchParams.get('rate'), response);
  } catch {
    response.writeHead(404).end();
  }
}
