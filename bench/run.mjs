/**
 * Measures what our layers cost, as ratios within one run: `npm run bench [-- download|embedding|engine|knowledge|messages|sandbox|start|stream]`.
 * Absolute times differ from machine to machine; ratios travel.
 */
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { benchDownload } from './download.mjs';
import { benchEmbedding } from './embedding.mjs';
import { benchEngine } from './engine.mjs';
import { benchKnowledge } from './knowledge.mjs';
import { benchMessages } from './messages.mjs';
import { benchSandbox } from './sandbox.mjs';
import { serveRepository } from './serve.mjs';
import { benchStart } from './start.mjs';
import { benchStream } from './stream.mjs';

const server = await serveRepository();
const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: CHROMIUM_ARGS });

const wanted = process.argv.slice(2);
const benches = {
  download: benchDownload,
  embedding: benchEmbedding,
  engine: benchEngine,
  knowledge: benchKnowledge,
  messages: benchMessages,
  sandbox: benchSandbox,
  start: benchStart,
  stream: benchStream,
};
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.origin}/bench/page.html`);
    await bench(page);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
