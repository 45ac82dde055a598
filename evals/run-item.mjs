/** Runs one item by a task or by the plain prompt, and tells what it cost. Runs in Node and in pages. */
import { BASELINE } from './baseline.mjs';
import { OURS } from './ours.mjs';

/** The same answers on the same machine, every time. */
const SEED = 1;

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {import('./read-sets.mjs').SetName} TaskName
 * @typedef {'ours' | 'baseline'} Side
 * @typedef {{ side: Side, task: TaskName, item: Item }} What
 * @typedef {{ calls: number, promptTokens: number, cachedTokens: number, completionTokens: number }} Cost
 * @typedef {Cost & { output: any, seconds: number, said?: string, error?: string, day?: string }} Entry
 *   `output` is null when it failed; `said` is what the model answered to a plain prompt, letter by letter; `day` is when
 *   it was measured.
 */

/**
 * @param {any} model a TaskModel
 * @param {any} tasks the module of the tasks; null where only the baseline is asked
 * @param {What} what
 * @returns {Promise<Entry>}
 */
export async function runItem(model, tasks, { side, task, item }) {
  const cost = { calls: 0, promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
  const metered = withMeter(model, cost);
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  try {
    const result = side === 'ours' ? await askTask(metered, tasks, task, item) : await askPlainly(metered, task, item);
    return { ...result, ...cost, seconds: seconds() };
  } catch (error) {
    const { code = 'unknown', message = String(error) } = /** @type {{ code?: string, message?: string }} */ (error);
    return { output: null, error: `${code}: ${message}`, ...cost, seconds: seconds() };
  }
}

/**
 * @param {any} model
 * @param {any} tasks
 * @param {TaskName} task
 * @param {Item} item
 */
async function askTask(model, tasks, task, item) {
  const { run, read } = OURS[task];
  return { output: read(await run(tasks, item, { model })) };
}

/**
 * @param {any} model
 * @param {TaskName} task
 * @param {Item} item
 */
async function askPlainly(model, task, item) {
  if (task === 'injection' || task === 'documents')
    throw new Error(`A plain prompt has no tools and finds nothing: ${task}`);
  const { ask, maxTokens, read } = BASELINE[task];
  let said = '';
  const request = { messages: [{ role: 'user', content: ask(item) }], maxTokens, temperature: 0 };
  for await (const event of model.generate(request)) if (event.type === 'text-delta') said += event.text;
  return { output: read(said, item), said };
}

/**
 * The model, with what it is asked counted.
 *
 * @param {any} model
 * @param {Cost} cost
 */
function withMeter(model, cost) {
  const { countTokens, contextWindow, givesLogprobs } = model;
  return {
    ...(countTokens === undefined ? {} : { countTokens }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(givesLogprobs === undefined ? {} : { givesLogprobs }),
    async *generate(/** @type {any} */ request, /** @type {any} */ options) {
      cost.calls += 1;
      for await (const event of model.generate({ seed: SEED, ...request }, options)) {
        if (event.type === 'usage') {
          cost.promptTokens += event.usage.promptTokens;
          cost.cachedTokens += event.usage.cachedTokens;
          cost.completionTokens += event.usage.completionTokens;
        }
        yield event;
      }
    },
  };
}
