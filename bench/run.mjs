/**
 * Measures what our layers cost, as ratios within one run: `npm run bench [-- engine|stream]`.
 * Absolute times differ from machine to machine; ratios travel.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { benchEngine } from './engine.mjs';
import { benchStream } from './stream.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves the repository to this machine alone, isolated, so that both sides may use threads. */
const server = createServer((request, response) => {
  const path = join(root, normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)));
  try {
    const { size } = statSync(path);
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': size,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(path).pipe(response);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${server.address().port}`;
const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: CHROMIUM_ARGS });

const wanted = process.argv.slice(2);
const benches = { engine: benchEngine, stream: benchStream };
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
