/** What a run in the sandbox costs against the bare interpreter in as fresh a worker, and whether hostile code holds up the page. */
import { addPart, bundle } from './bundle.mjs';
import { median, printTable } from './statistics.mjs';

const ROUNDS = 15;

/** Milliseconds from the call to the value; tasks and pauses of the page while hostile programs run. */
export async function benchSandbox(page) {
  await addPart(page, 'sandbox-page.mjs', 'benchSandbox', ['@local-llm-chat/core/sandbox']);
  const raw = await bundle('sandbox-raw-worker.mjs');
  const sides = { ours: { small: [], work: [] }, raw: { small: [], work: [] } };
  // The first ones warm what is compiled once.
  await page.evaluate((worker) => globalThis.benchSandbox.prepare(worker), raw);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 ? ['raw', 'ours'] : ['ours', 'raw']) {
      for (const code of ['small', 'work']) {
        sides[side][code].push(await page.evaluate((what) => globalThis.benchSandbox.time(...what), [side, code]));
      }
    }
  }
  const { ours, raw: bare } = sides;
  printTable(
    `Sandbox: milliseconds from call to value, ${ROUNDS} rounds`,
    ['', 'ours', 'bare quickjs-wasi', 'ratio'],
    ['small', 'work'].map((code) => {
      const [a, b] = [median(ours[code]), median(bare[code])];
      return [code === 'small' ? '6 * 7' : '2 million steps', a, b, b / a];
    }),
  );
  const idle = await page.evaluate(() => globalThis.benchSandbox.idle(5000));
  const { programs, ...hostile } = await page.evaluate(() => globalThis.benchSandbox.hostile());
  printTable(
    `Sandbox: the page while ${programs} hostile programs run`,
    ['', 'tasks over 50 ms', 'longest task, ms', 'longest wait for the next task, ms'],
    [
      ['nothing runs (5 s)', idle.longTasks, idle.longestTask, idle.longestWait],
      ['hostile programs', hostile.longTasks, hostile.longestTask, hostile.longestWait],
    ],
  );
}
