/** Measures the tasks against plain prompts on the same model: `npm run evals -- --help` says how. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startBrowserRunner } from './browser-model.mjs';
import { guideRows, writeRows } from './guide-table.mjs';
import { loadNativeModel } from './native-model.mjs';
import { readOptions, readRetrievalOptions, USAGE } from './options.mjs';
import { readSet, SETS, TASKS } from './read-sets.mjs';
import { openResults } from './results.mjs';
import { measureRetrieval } from './retrieval/measure.mjs';
import { runItem } from './run-item.mjs';
import { scoreItem } from './score-item.mjs';
import { tableOf } from './table.mjs';

/** The guide that has the table of figures. */
const GUIDE = new URL('../apps/docs/guides/tasks.mdx', import.meta.url);

/** @typedef {ReturnType<typeof readOptions>} Options */

try {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'retrieval') await measureRetrieval(readRetrievalOptions(rest));
  else await run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}

/** @param {Options} options */
async function run(options) {
  if (options.help) console.log(USAGE);
  else await measure(options);
}

/** @param {Options} options */
async function measure(options) {
  const { tasks, sides, fresh, limit, only, name } = options;
  const isAsked = (/** @type {{ task: string, side: string }} */ { task, side }) =>
    tasks.some((known) => known === task) && sides.some((known) => known === side);
  const results = await openResults(fileOf(`${name}.json`), (key) => fresh && isAsked(key));
  const work = [];
  for (const task of tasks) {
    const items = spread(
      (await readSet(task)).filter(({ id }) => only.test(id)),
      limit,
    );
    for (const item of items) for (const side of sidesOf(task, item, sides)) work.push({ task, side, item });
  }
  // What failed is tried again.
  const todo = work.filter((what) => results.get(what)?.output == null);
  if (todo.length > 0) {
    console.log(`${todo.length} of ${work.length} to run on ${name}.`);
    const runner = await startRunner(options);
    try {
      for (const [index, what] of todo.entries()) {
        const entry = await runner.run(what);
        await results.put(what, { day: new Date().toISOString().slice(0, 10), ...entry });
        const cost = `${entry.promptTokens} + ${entry.completionTokens} tokens, ${entry.seconds.toFixed(1)} s`;
        const end = entry.error === undefined ? cost : `failed: ${entry.error}`;
        console.log(`${index + 1}/${todo.length} ${what.task} ${what.side} ${what.item.id}: ${end}`);
      }
    } finally {
      await runner.close();
    }
  }
  const rows = await summarise(results);
  await mkdir(fileOf('.'), { recursive: true });
  await writeFile(fileOf(`${name}.md`), tableOf(name, rows));
  const asked = rows.filter(({ task }) => tasks.some((known) => known === task));
  console.log(`\n${tableOf(name, asked)}`);
  if (options.guide) await writeGuide(name, asked);
}

/**
 * @param {string} name
 * @param {readonly import('./table.mjs').Row[]} rows
 */
async function writeGuide(name, rows) {
  const sizes = Object.fromEntries(await Promise.all(TASKS.map(async (task) => [task, (await readSet(task)).length])));
  const written = guideRows(rows, { name, sizes });
  await writeRows(GUIDE, written);
  console.log(`${written.length} figures of whole sets are in the guide now.`);
}

/**
 * A plain prompt has no tools: it is asked once where an agent is asked in two ways, and never what would show nothing.
 *
 * @param {import('./read-sets.mjs').SetName} task
 * @param {import('./read-sets.mjs').Item} item
 * @param {readonly import('./run-item.mjs').Side[]} sides
 */
function sidesOf(task, item, sides) {
  const hasBaseline = task !== 'injection' && task !== 'documents' && item['suggests'] !== false;
  return hasBaseline ? sides : sides.filter((side) => side === 'ours');
}

/**
 * So many items, from all over the set: its languages and kinds of text stand together.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} most
 */
function spread(items, most) {
  if (items.length <= most) return items;
  return items.filter(
    (_, index) => Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length),
  );
}

/**
 * All that is known, also what was measured before.
 *
 * @param {Awaited<ReturnType<typeof openResults>>} results
 */
async function summarise(results) {
  const rows = [];
  for (const task of SETS) {
    const items = await readSet(task);
    const runs = (/** @type {import('./run-item.mjs').Side} */ side) =>
      items.flatMap((item) => {
        const entry = results.get({ task, side, item });
        return entry === undefined ? [] : [{ entry, scored: scoreItem(task, item, entry.output) }];
      });
    const [ours, baseline] = [runs('ours'), runs('baseline')];
    if (ours.length + baseline.length > 0) rows.push({ task, ours, baseline });
  }
  return rows;
}

/** @param {Options} options */
async function startRunner({ engine, model, native, threads, contextWindow, sides }) {
  const hasTasks = sides.includes('ours');
  const tasks = hasTasks ? await importTasks() : null;
  if (engine !== 'native') return startBrowserRunner({ engine, model, contextWindow, hasTasks });
  const loaded = await loadNativeModel({
    folder: native ?? '.',
    path: model,
    contextWindow,
    ...(threads === undefined ? {} : { threads }),
  });
  return {
    run: (/** @type {import('./run-item.mjs').What} */ what) => runItem(loaded, tasks, what),
    close: () => loaded.unload(),
  };
}

async function importTasks() {
  try {
    // The name is put together, because the subpaths are there only once the tasks are built.
    const parts = ['tasks', 'agent', 'agent/tools', 'knowledge'].map(
      (name) => import(['@local-llm-chat/core', name].join('/')),
    );
    return Object.assign({}, ...(await Promise.all(parts)));
  } catch (error) {
    throw new Error(`The tasks could not be loaded: run \`npm run build\` first, or use --baseline-only. ${error}`);
  }
}

/** @param {string} name */
function fileOf(name) {
  return fileURLToPath(new URL(`results/${name}`, import.meta.url));
}
