/** How well passages are found, by sets of questions with known pages: `npm run evals -- retrieval`. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { openEmbedding } from './open-embedding.mjs';
import { fetchPages } from './package-folder.mjs';
import { KINDS, QUESTION_SETS, readQuestions } from './question-sets.mjs';
import { meanOf, rankOf, scoreRanking } from './score-ranking.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Within the repository, so that what is not bundled is found. */
const BUNDLE = join(ROOT, 'node_modules/.cache/local-llm-chat/retrieval-bundle');

/** @param {import('./open-embedding.mjs').EmbeddingChoice & { verbose: boolean }} options */
export async function measureRetrieval({ verbose, ...choice }) {
  const embedding = await openEmbedding(choice);
  try {
    await measure(verbose, embedding);
  } finally {
    await embedding?.close();
  }
}

/**
 * @param {boolean} verbose
 * @param {Awaited<ReturnType<typeof openEmbedding>>} embedding
 */
async function measure(verbose, embedding) {
  const { rankingsOf } = await loadRankings();
  /** @type {Measured[]} */
  const together = [];
  for (const name of QUESTION_SETS) {
    const set = await readQuestions(name);
    const { file, pages, chunks, rankings } = await rankingsOf(await fetchPages(set), {
      ...(embedding === null ? {} : { embedding, previous: await embedding.indexOf(name) }),
      onEmbedded: ({ chunksDone, chunksTotal }) => console.error(`${name}: ${chunksDone} of ${chunksTotal} embedded`),
    });
    await embedding?.keep(name, file);
    /** @type {Measured[]} */
    const measured = [];
    for (const { name: way, find } of rankings) {
      const answers = [];
      for (const item of set.items) answers.push({ item, found: await find(item.question) });
      measured.push({ name: way, answers });
    }
    const title = `${set.package} ${set.version} (${set.licence}): ${pages} pages, ${chunks} passages`;
    console.log(tableOf(title, measured));
    if (verbose) console.log(missesOf(measured));
    for (const [index, { name: way, answers }] of measured.entries()) {
      together[index] = { name: way, answers: [...(together[index]?.answers ?? []), ...answers] };
    }
  }
  console.log(tableOf('All together', together));
}

/** @typedef {{ name: string, answers: { item: import('./question-sets.mjs').Question, found: readonly string[] }[] }} Measured */

/**
 * @param {string} title
 * @param {readonly Measured[]} measured
 */
function tableOf(title, measured) {
  const lines = [...KINDS, 'all'].flatMap((kind) =>
    measured.map(({ name, answers }) => {
      const asked = answers.filter(({ item }) => kind === 'all' || item.kind === kind);
      const { recall1, recall5, mrr, passages5 } = meanOf(
        asked.map(({ item, found }) => scoreRanking(found, item.pages)),
      );
      const figures = [recall1, recall5, mrr, passages5].map((score) => score.toFixed(2)).join(' | ');
      return `| ${kind} (${asked.length}) | ${name} | ${figures} |`;
    }),
  );
  const head = ['| questions | found by | recall@1 | recall@5 | MRR@10 | in 5 passages |', '|---|---|--:|--:|--:|--:|'];
  return `${[`## ${title}`, '', ...head, ...lines].join('\n')}\n`;
}

/**
 * What the first column does not have among its five first pages, for whoever wants to do better.
 *
 * @param {readonly Measured[]} measured
 */
function missesOf([first]) {
  if (first === undefined) return '';
  const misses = first.answers.filter(({ item, found }) => rankOf(found, item.pages) > 5);
  const lines = misses.map(({ item, found }) => {
    const rank = rankOf(found, item.pages);
    const place = Number.isFinite(rank) ? `at ${rank}` : 'nowhere';
    const instead = [...new Set(found)].slice(0, 5).join(', ');
    return `${item.id} "${item.question}": ${item.pages.join(' or ')} is ${place}; before it ${instead}`;
  });
  return `Not among the first five by ${first.name}: ${misses.length}\n${lines.join('\n')}\n`;
}

/**
 * From the sources, so that nothing need be built after a change.
 *
 * @returns {Promise<typeof import('./rankings.mjs')>}
 */
async function loadRankings() {
  await mkdir(BUNDLE, { recursive: true });
  const file = join(BUNDLE, `rankings-${process.pid}.mjs`);
  try {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('rankings.mjs', import.meta.url))],
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@local-llm-chat/source'],
      // Some dependencies are CommonJS and ask for modules of Node.
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      write: false,
      logLevel: 'error',
    });
    await writeFile(file, outputFiles[0]?.text ?? '');
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file, { force: true });
  }
}
