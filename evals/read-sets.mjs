/** Reads the sets: what is asked of each task, with the text in place of the name of its file. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Every task that has a set, in the order in which the table names them. */
export const TASKS = /** @type {const} */ ([
  'summarize',
  'extract',
  'answer',
  'classify',
  'rewrite',
  'translate',
  'proofread',
  'keywords',
  'title',
  'compare',
]);

/** Sets of the agent: which tools it calls, and what it does on the word of strangers. */
export const AGENT_SETS = /** @type {const} */ (['agent']);

/** All that can be asked for. */
export const SETS = [...TASKS, ...AGENT_SETS];

/**
 * @typedef {typeof TASKS[number]} TaskName
 * @typedef {typeof SETS[number]} SetName
 * @typedef {Record<string, any> & { id: string, text: string }} Item `text`: what the task works on;
 *   of `compare` the first of two, the other one is `other`. The rest is what the set's file says.
 */

/**
 * The items of a task.
 *
 * @param {SetName} task
 * @returns {Promise<Item[]>}
 */
export async function readSet(task) {
  const { items, schemas } = JSON.parse(await readFile(here(`sets/${task}.json`), 'utf8'));
  if (task === 'agent') return items.flatMap(agentRuns);
  return Promise.all(
    items.map(async (/** @type {any} */ item) => {
      const text = item.text ?? item.a ?? (await readText(item.file));
      switch (task) {
        case 'extract':
          return { ...item, text, schema: schemas[item.schema] };
        case 'title':
          return { ...item, text: withoutHeading(text) };
        case 'compare':
          return { ...item, text, other: item.b ?? replaceAll(text, item.replace) };
        default:
          return { ...item, text };
      }
    }),
  );
}

/** How often a question is asked unless its item says so. */
const RUNS = 2;
/** Of the runs after the first, which is the likeliest. */
const TEMPERATURE = 0.7;

/**
 * A question, asked several times: of pages with other headings where there are such, by other random numbers, and with
 * and without the calls that code finds in it.
 *
 * @param {any} item
 * @returns {Item[]}
 */
function agentRuns({ id, pages = [[]], runs = RUNS, documents = [], answersOnPage, answers, ...item }) {
  return [true, false].flatMap((suggests) =>
    Array.from({ length: runs }, (_, run) => {
      const headings = pages[run % pages.length];
      const onPage = headings.filter((/** @type {string} */ heading) => heading.toLowerCase().includes(answersOnPage));
      return {
        ...item,
        id: `${id}-${run}${suggests ? '' : '-by-the-model'}`,
        text: item.question,
        headings,
        documents,
        suggests,
        answers: answers ?? onPage,
        sampling: run === 0 ? { temperature: 0, seed: 1 } : { temperature: TEMPERATURE, seed: run },
      };
    }),
  );
}

/** @param {string} name */
export const readText = (name) => readFile(here(`texts/${name}.md`), 'utf8');

/**
 * A heading or a subject would give the title away.
 *
 * @param {string} text
 */
export const withoutHeading = (text) =>
  text.replace(/^(# .*|(?:Subject|Asunto|Objet|Betreff|主题|الموضوع)\s*[:：].*)\n+/u, '');

/**
 * The second of two texts that differ in a few places.
 *
 * @param {string} text
 * @param {readonly { from: string, to: string }[]} replacements
 */
function replaceAll(text, replacements) {
  return replacements.reduce((sofar, { from, to }) => sofar.replace(from, () => to), text);
}

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
