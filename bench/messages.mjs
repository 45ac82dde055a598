/** What a long conversation costs: opening it, and an answer that grows at its end, against the same in a short one. */

import { addPart } from './bundle.mjs';
import { median, printTable } from './statistics.mjs';

const ROUNDS = 3;
const COUNTS = [2, 1000];

/** Main-thread milliseconds and tasks of more than 50 ms. */
export async function benchMessages(page) {
  await addPart(page, 'messages-page.mjs', 'benchMessages');
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  const busyMs = async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const figures = new Map(COUNTS.map((count) => [count, { open: [], stream: [], openTask: [], streamTask: [] }]));
  const longest = async () => Math.max(0, ...(await page.evaluate(() => globalThis.benchMessages.longTasks())));
  // The first one warms what is compiled once.
  await page.evaluate((count) => globalThis.benchMessages.open(count), COUNTS[0]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const count of COUNTS) {
      const { open, stream, openTask, streamTask } = figures.get(count);
      const before = await busyMs();
      await page.evaluate((messages) => globalThis.benchMessages.open(messages), count);
      const between = await busyMs();
      open.push(between - before);
      openTask.push(await longest());
      await page.evaluate(() => globalThis.benchMessages.stream());
      stream.push((await busyMs()) - between);
      streamTask.push(await longest());
    }
  }
  printTable(
    `Messages: main-thread milliseconds, ${ROUNDS} rounds`,
    ['', 'open and draw all', 'longest task', 'stream 1,000 tokens', 'longest task'],
    COUNTS.map((count) => {
      const { open, stream, openTask, streamTask } = figures.get(count);
      return [`${count} messages`, median(open), Math.max(...openTask), median(stream), Math.max(...streamTask)];
    }),
  );
}
