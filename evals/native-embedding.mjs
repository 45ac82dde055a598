/** llama.cpp in Node as a model of embeddings, many times as fast as in WebAssembly: for tuning. See `native-model.mjs`. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As many as for `native-model.mjs`, for the same reason. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2));
/** The tokens that stand around every text. */
const AROUND = 2;

/**
 * @param {{ folder: string, model: import('@local-llm-chat/indexer').ModelFiles }} options `folder`: where
 *   `node_modules/node-llama-cpp` is.
 * @returns {Promise<import('@local-llm-chat/indexer').NodeEmbedding>}
 */
export async function loadNativeEmbedding({ folder, model: { id, path, contextLength } }) {
  const entry = join(resolve(folder), 'node_modules/node-llama-cpp/dist/index.js');
  const { getLlama } = await import(pathToFileURL(entry).href);
  const llama = await getLlama({ build: 'never', gpu: false, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: path });
  // It has to have room to spare.
  const contextSize = 2 * contextLength;
  const context = await model.createEmbeddingContext({ contextSize, batchSize: contextSize, threads: THREADS });
  return {
    id,
    dimensions: model.embeddingVectorSize,
    async embed(texts, { signal }) {
      const vectors = [];
      for (const text of texts) {
        signal?.throwIfAborted();
        const tokens = model.tokenize(text).slice(0, contextLength - AROUND);
        vectors.push((await context.getEmbeddingFor(tokens)).vector);
      }
      return vectors;
    },
    async close() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}
