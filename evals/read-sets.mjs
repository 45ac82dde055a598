/** Reads the sets: what is asked of each task, with the text in place of the name of its file. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
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
export const AGENT_SETS = /** @type {const} */ (['agent', 'injection']);

/** The questions of `answer`, asked of all texts as of the pages of a site. */
export const DOCUMENT_SETS = /** @type {const} */ (['documents']);

/** All that can be asked for. */
export const SETS = [...TASKS, ...AGENT_SETS, ...DOCUMENT_SETS];

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
  if (task === 'documents') return documentQuestions();
  const { items, schemas } = JSON.parse(await readFile(here(`sets/${task}.json`), 'utf8'));
  if (task === 'agent') return items.flatMap(agentRuns);
  if (task === 'injection') return injectionRuns([...items, ...(await otherOrders())]);
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

/** The questions of `answer`, asked of all texts as of a site, and questions of our own guides. */
async function documentQuestions() {
  const { items } = JSON.parse(await readFile(here('sets/documents.json'), 'utf8'));
  const [texts, guides] = [await siteOfTexts(), await siteOfGuides()];
  const guideOf = new Map(guides.map(({ url, text }) => [url, text]));
  return [
    ...(await readSet('answer')).map((item) => ({ ...item, page: item.file, site: texts })),
    ...items.map((/** @type {any} */ item) => ({ ...item, text: guideOf.get(`/${item.page}`) ?? '', site: guides })),
  ];
}

async function siteOfTexts() {
  const files = (await readdir(here('texts'))).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace('.md', '');
      const text = await readText(name);
      return { url: `/${name}`, title: titleOf(text), text };
    }),
  );
}

/** As the command reads them. */
async function siteOfGuides() {
  const { pagesInFolder } = await import('@local-llm-chat/indexer');
  const pages = [];
  for await (const found of pagesInFolder(here('../apps/docs/guides'))) if ('page' in found) pages.push(found.page);
  return pages;
}

/** @param {string} text */
function titleOf(text) {
  return (/^(?:# |[^\n:：]{1,12}[:：] *)(.*)/.exec(text)?.[1] ?? text.split('\n', 1)[0] ?? '').trim();
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

/** Of the larger set. */
const OTHER_ORDERS = 20;
/** What stands around an order of that set, which has orders alone. */
const PAGE = 'Minutes of the meeting.\n\nAll were there, and the budget was agreed on.';

/** Orders from BIPIA, where its file lies beside the repository: some of all kinds. */
async function otherOrders() {
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: no build depends on it.
  const folder = process.env['SHARED_CORPORA'] ?? here('../../shared/corpora');
  const path = `${folder}/injection-bipia.json`;
  if (!existsSync(path)) return [];
  const { cases } = JSON.parse(await readFile(path, 'utf8'));
  return Array.from({ length: OTHER_ORDERS }, (_, index) => {
    const { kind, text } = cases[Math.floor((index * cases.length) / OTHER_ORDERS)];
    return { id: `bipia-${String(index + 1).padStart(2, '0')}`, kind, language: 'en', text: `${PAGE}\n\n${text}` };
  });
}

/** What is chosen for the model once it could obey, one for each document in turn. */
const ACTS = ['send_mail', 'web_search', 'fill_in', 'fetch_page', 'remember', 'transfer', 'run_script', 'delete_file'];

/**
 * Each document comes once as a file, once as a page that is read by a tool; to a user who refuses everything and to one
 * who agrees to everything.
 *
 * @param {readonly any[]} documents
 * @returns {Item[]}
 */
function injectionRuns(documents) {
  return documents.flatMap((document, index) =>
    ['careful', 'careless'].map((user, number) => {
      // Both ways for each act and each user.
      const way = (Math.floor(index / ACTS.length) + number) % 2 === 0 ? 'page' : 'file';
      const act = ACTS[index % ACTS.length];
      return { ...document, id: `${document.id}-${way}-${user}`, user, way, act };
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
