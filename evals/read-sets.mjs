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

/**
 * @typedef {typeof TASKS[number]} TaskName
 * @typedef {Record<string, any> & { id: string, text: string }} Item `text`: what the task works on;
 *   of `compare` the first of two, the other one is `other`. The rest is what the set's file says.
 */

/**
 * The items of a task.
 *
 * @param {TaskName} task
 * @returns {Promise<Item[]>}
 */
export async function readSet(task) {
  const { items, schemas } = JSON.parse(await readFile(here(`sets/${task}.json`), 'utf8'));
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
