/** Main-thread time of a streamed Markdown answer in the element, in `<deep-chat>`, and appended as it comes. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { addPart } from './bundle.mjs';
import { median, printTable } from './statistics.mjs';

/** Settings for shorter runs: `npm run bench -- stream --tokens=1000 --rounds=1 --deep-chat=<folder with it>`. */
const { values: settings } = parseArgs({
  strict: false,
  options: {
    tokens: { type: 'string', default: '1000,10000' },
    rounds: { type: 'string', default: '3' },
    'deep-chat': { type: 'string' },
  },
});
const ROUNDS = Number(settings.rounds);
const LENGTHS = settings.tokens.split(',').map(Number);
const DEEP_CHAT = 'deep-chat@2.4.2';

/** The other chat's script, from the registry into a folder of its own: nothing here depends on it. */
async function deepChat() {
  try {
    const folder = settings['deep-chat'] ?? (await mkdtemp(join(tmpdir(), 'bench-stream-')));
    if (!settings['deep-chat']) {
      await promisify(execFile)('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, DEEP_CHAT]);
    }
    return await readFile(join(folder, 'node_modules/deep-chat/dist/deepChat.bundle.js'), 'utf8');
  } catch (error) {
    console.log(`  without ${DEEP_CHAT}, which could not be fetched: ${error.message.split('\n')[0]}`);
    return null;
  }
}

async function addScripts(page, rival) {
  // What it asks of others' servers is none of its work.
  await page.route(/^https:/, (route) => route.abort());
  if (rival !== null) await page.addScriptTag({ content: rival, type: 'module' });
  // Each dynamic import at once: what is fetched later is not what is measured.
  await addPart(page, 'stream-page.mjs', 'benchStream');
}

/** Streams one answer and measures it. */
async function measure(page, devTools, who, tokens) {
  const metric = async (wanted) => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted).value;
  };
  await page.evaluate(([name, count]) => globalThis.benchStream.prepare(name, count), [who, tokens]);
  const before = await metric('TaskDuration');
  const { longTasks, nodes } = await page.evaluate(() => globalThis.benchStream.run());
  const busyMs = ((await metric('TaskDuration')) - before) * 1000;
  // With what was thrown away and not collected yet.
  const allNodes = await metric('Nodes');
  await devTools.send('HeapProfiler.collectGarbage');
  return {
    busyMs,
    longTasks: longTasks.length,
    longest: Math.max(0, ...longTasks),
    nodes,
    garbage: allNodes - (await metric('Nodes')),
  };
}

/** Milliseconds of the main thread for answers that arrive at 200 tokens/s. */
export async function benchStream(page) {
  page.setDefaultTimeout(0);
  const rival = await deepChat();
  await addScripts(page, rival);
  const devTools = await page.context().newCDPSession(page);
  // The thread's own time, not that in which others had the processor.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const sides = ['plain', 'element', ...(rival === null ? [] : ['deep-chat'])];
  const rows = [];
  for (const tokens of LENGTHS) {
    const found = Object.fromEntries(sides.map((side) => [side, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const who of round % 2 ? sides.toReversed() : sides) {
        // It takes many minutes.
        if (who === 'deep-chat' && tokens > 1000 && round > 0) continue;
        const one = await measure(page, devTools, who, tokens);
        console.log(`  ${tokens} tokens, ${who}: ${Math.round(one.busyMs)} ms`);
        found[who].push(one);
      }
    }
    const middle = (who, name) => median(found[who].map((one) => one[name]));
    for (const who of sides) {
      const busy = middle(who, 'busyMs');
      rows.push([
        `${tokens} tokens, ${who}`,
        Math.round(busy).toString(),
        (busy / (tokens / 1000)).toFixed(0),
        busy / middle('plain', 'busyMs'),
        `${middle(who, 'longTasks')}`,
        `${middle(who, 'longest')}`,
        `${middle(who, 'nodes')}`,
        `${middle(who, 'garbage')}`,
      ]);
    }
  }
  printTable(
    `Stream at 200 tokens/s: milliseconds of the main thread, ${ROUNDS} rounds`,
    ['', 'ms', 'per 1,000', '/ plain', 'tasks > 50 ms', 'longest', 'nodes', 'thrown away'],
    rows,
  );
}
