/** Our download layer (parts, hashes, storage) against one plain `fetch` of the same bytes that throws them away. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'tsup';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { median, printTable } from './statistics.mjs';

const ROUNDS = 7;
const WAYS = ['plain', 'pinned', 'whole'];
/** Lines in MB/s: 400 Mbit/s, 1 Gbit/s, and none, where the processor is all there is to measure. */
const LINES = [50, 125, null];
const here = dirname(fileURLToPath(import.meta.url));

/** Download speed of a file of 98 MB, as ratios to a plain `fetch`. */
export async function benchDownload(page) {
  const { origin } = new URL(page.url());
  const folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-bench-'));
  const executablePath = (await findChromium()) ?? undefined;
  // A profile as visitors have it: private windows keep their files in memory, by another way.
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    args: CHROMIUM_ARGS,
  });
  try {
    const script = await bundleWorker(folder);
    const own = await context.newPage();
    own.setDefaultTimeout(0);
    await own.goto(`${origin}/bench/page.html`);
    const rows = [];
    for (const rate of LINES) rows.push(...(await benchLine(own, script, rate)));
    printTable(
      `Download: ours, hashed and stored, against one plain fetch that keeps nothing, ${ROUNDS} rounds`,
      ['MB/s', 'ours', 'plain fetch', 'ratio (1 = equal, more is better)'],
      rows,
    );
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** All ways over one line, in turns. */
async function benchLine(page, script, rate) {
  const rounds = [];
  // The first round warms everything up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const result = {};
    // Who goes first changes, so that a drifting machine favours nobody.
    const order = WAYS.map((_, index) => WAYS[(index + round) % WAYS.length]);
    for (const way of order) result[way] = await page.evaluate(measure, { script, way, rate });
    if (round > 0) rounds.push(result);
  }
  const speed = (way) => median(rounds.map((round) => round[way].bytes / 1e3 / round[way].ms));
  const ratio = (way) => median(rounds.map((round) => round.plain.ms / round[way].ms));
  const line = rate === null ? 'no line, the processor alone' : `a line of ${rate} MB/s`;
  return [
    [`${line}: hashes of parts published`, speed('pinned'), speed('plain'), ratio('pinned')],
    [`${line}: only the hash of the file`, speed('whole'), speed('plain'), ratio('whole')],
  ];
}

/** The worker with our layer, from source, as one script. */
async function bundleWorker(folder) {
  await build({
    entry: { worker: join(here, 'download-worker.mjs') },
    outDir: folder,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    noExternal: [/.*/],
    splitting: false,
    config: false,
    clean: false,
    silent: true,
    dts: false,
  });
  return readFile(join(folder, 'worker.js'), 'utf8').catch(() => readFile(join(folder, 'worker.mjs'), 'utf8'));
}

/** Runs in the page: one download in a worker of its own, into an empty store. */
async function measure({ script, way, rate }) {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('local-llm-chat', { recursive: true }).catch(() => undefined);
  const manifestUrl = new URL('/packages/model-smollm2-135m/manifest.json', location.href).href;
  const [file] = (await (await fetch(manifestUrl)).json()).files;
  const url = new URL(file.url, manifestUrl);
  if (rate !== null) url.searchParams.set('rate', rate);
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
  try {
    const ms = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ way, file: { ...file, name: 'model', url: url.href } });
    });
    return { ms, bytes: file.bytes };
  } finally {
    worker.terminate();
  }
}
