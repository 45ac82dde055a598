/**
 * Measures what our layers cost, as ratios within one run: `npm run bench [-- download|engine|messages|start|stream]`.
 * Absolute times differ from machine to machine; ratios travel.
 */
import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { benchDownload } from './download.mjs';
import { benchEngine } from './engine.mjs';
import { benchMessages } from './messages.mjs';
import { benchStart } from './start.mjs';
import { benchStream } from './stream.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
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

/** Sends a file as fast as it goes, or all of them together at so many megabytes a second. */
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

/** Serves the repository to this machine alone, isolated, so that both sides may use threads. */
const server = createServer((request, response) => {
  const path = join(root, normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)));
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
    else void send(path, { start, end }, new URL(request.url, 'http://localhost').searchParams.get('rate'), response);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${server.address().port}`;
const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: CHROMIUM_ARGS });

const wanted = process.argv.slice(2);
const benches = {
  download: benchDownload,
  engine: benchEngine,
  messages: benchMessages,
  start: benchStart,
  stream: benchStream,
};
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${origin}/bench/page.html`);
    await bench(page);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
