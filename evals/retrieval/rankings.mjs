/** Every way of finding that is compared, over the same passages: each one is a column of the table. */
import { KnowledgeIndex } from '@local-llm-chat/core/knowledge';
import { makeIndex, pagesInFolder } from '@local-llm-chat/indexer';
import MiniSearch from 'minisearch';

/**
 * @typedef {object} Ranking
 * @property {string} name
 * @property {(question: string) => readonly string[] | Promise<readonly string[]>} find the pages of the passages it finds, the best first: a page
 *   with several passages comes several times.
 */

/**
 * The index of a folder, as the indexer makes it, and the ways of finding in it: with a model of embeddings also by
 * meaning alone, and by both.
 *
 * @param {string} folder
 * @param {Pick<import('@local-llm-chat/indexer').MakeOptions, 'embedding' | 'previous' | 'onEmbedded'>} [options]
 */
export async function rankingsOf(folder, options = {}) {
  const found = pagesInFolder(folder, { base: '', addresses: 'file' });
  const { file, pages, chunks } = await makeIndex(found, options);
  const index = KnowledgeIndex.load(file);
  const addressOf = (/** @type {number} */ chunk) => file.pages[file.chunks[chunk]?.page ?? -1]?.url ?? '';

  const plain = new MiniSearch({ fields: ['headings', 'text'] });
  plain.addAll(
    file.chunks.map(({ page, path, text }, id) => ({
      id,
      headings: [file.pages[page]?.title ?? '', ...path].join('\n'),
      text,
    })),
  );

  /** @type {Ranking[]} */
  const rankings = [
    {
      name: 'keywords',
      find: (question) => index.search(question, { limit: Number.POSITIVE_INFINITY }).map(({ url }) => url),
    },
    { name: 'MiniSearch as it comes', find: (question) => plain.search(question).map(({ id }) => addressOf(id)) },
  ];
  const { embedding } = options;
  if (embedding !== undefined) {
    const ask = async (/** @type {string} */ words, /** @type {string} */ question) => {
      const [vector = []] = await embedding.embed([question], { kind: 'query' });
      return index.search(words, { limit: Number.POSITIVE_INFINITY }, vector).map(({ url }) => url);
    };
    rankings.push(
      { name: 'vectors', find: (question) => ask('', question) },
      { name: 'hybrid', find: (question) => ask(question, question) },
    );
  }
  return { file, pages, chunks, rankings };
}
