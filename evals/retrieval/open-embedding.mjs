/** The model of embeddings by which passages are found, and the indexes that it has made before. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadNativeEmbedding } from '../native-embedding.mjs';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/local-llm-chat/retrieval-vectors/', import.meta.url));

/**
 * @typedef {object} EmbeddingChoice
 * @property {boolean} embeddings
 * @property {string} [model] as the indexer's `--embeddings` takes it.
 * @property {string} [native] where `node_modules/node-llama-cpp` is; without, the indexer's own engine embeds.
 */

/**
 * @param {EmbeddingChoice} choice
 * @returns null where none is asked for.
 */
export async function openEmbedding({ embeddings, model: name, native }) {
  if (!embeddings) return null;
  const { createNodeEmbedding, findEmbeddingModel, readPrevious } = await importIndexer();
  const model = await findEmbeddingModel(name);
  const embedding =
    native === undefined ? await createNodeEmbedding(model) : await loadNativeEmbedding({ folder: native, model });
  const fileOf = (/** @type {string} */ set) =>
    join(CACHE, `${set}-${model.id}-${native === undefined ? 'wllama' : 'native'}.json`);
  return {
    ...embedding,
    /** What was embedded of this set before. */
    indexOf: (/** @type {string} */ set) => readPrevious(fileOf(set)),
    /**
     * @param {string} set
     * @param {import('@local-llm-chat/core/knowledge').KnowledgeFile} file
     */
    async keep(set, file) {
      await mkdir(CACHE, { recursive: true });
      await writeFile(fileOf(set), JSON.stringify(file));
    },
  };
}

/** @returns {Promise<typeof import('@local-llm-chat/indexer')>} */
async function importIndexer() {
  try {
    // The name is put together, because it is there only once it is built.
    return await import(['@local-llm-chat', 'indexer'].join('/'));
  } catch (error) {
    throw new Error(`The indexer could not be loaded: run \`npm run build\` first. ${error}`);
  }
}
