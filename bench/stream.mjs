/** Main-thread time of a streamed Markdown answer in the element, against appending the same text as it comes. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median, printTable } from './statistics.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ROUNDS = 3;
const LENGTHS = [1000, 5000];

/** Milliseconds of the main thread per 1,000 tokens that arrive at 200 tokens/s. */
export async function benchStream(page) {
  page.setDefaultTimeout(0);
  const { outputFiles } = await build({
    entryPoints: [join(here, 'stream-page.mjs')],
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
    conditions: ['@local-llm-chat/source'],
    logLevel: 'error',
  });
  await page.addScriptTag({ content: outputFiles[0].text, type: 'module' });
  await page.waitForFunction(() => 'benchStream' in globalThis);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  const busyMs = async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const rows = [];
  for (const tokens of LENGTHS) {
    const times = { element: [], plain: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const who of round % 2 ? ['element', 'plain'] : ['plain', 'element']) {
        await page.evaluate(([name, count]) => globalThis.benchStream.prepare(name, count), [who, tokens]);
        const before = await busyMs();
        await page.evaluate(() => globalThis.benchStream.run());
        times[who].push(((await busyMs()) - before) / (tokens / 1000));
      }
    }
    const [element, plain] = [median(times.element), median(times.plain)];
    rows.push([`${tokens} tokens`, element, plain, element / plain]);
  }
  printTable(
    `Stream: main-thread milliseconds per 1,000 tokens, ${ROUNDS} rounds`,
    ['', 'element', 'plain append', 'element / plain'],
    rows,
  );
}
