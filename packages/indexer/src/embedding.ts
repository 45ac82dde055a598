/** A model of embeddings in Node: on every core, a thread with the engine that visitors have. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EmbeddingModel } from '@local-llm-chat/core/knowledge';
import type { EmbedOrder, ThreadAnswer, ThreadOrder } from './embedding-messages.js';
import type { ModelFiles } from './find-embedding-model.js';

/** See {@link createNodeEmbedding}. */
export interface NodeEmbeddingOptions {
  /** The most threads. Each has its own copy of the model. Default: one for each core, 8 at most. */
  readonly threads?: number;
}

/** A model that has to be closed for the process to end. */
export interface NodeEmbedding extends EmbeddingModel {
  close(): Promise<void>;
}

// The same path from `src` and from `dist`: llama.cpp runs from what was built.
const THREAD = new URL('../dist/embedding-thread.js', import.meta.url);
const THREADS_MOST = 8;
/** For fewer texts another thread takes longer to start than it saves. */
const TEXTS_FOR_A_THREAD = 4;
/** So many passages for each thread in one call: at its end they wait for the slowest. */
const PASSAGES_FOR_A_THREAD = 8;

/**
 * Starts it.
 *
 * @example
 * import { createNodeEmbedding, findEmbeddingModel, makeIndex, pagesInFolder } from '@local-llm-chat/indexer';
 *
 * const embedding = await createNodeEmbedding(await findEmbeddingModel('@local-llm-chat/embed-minilm'));
 * const { file } = await makeIndex(pagesInFolder('docs'), { embedding });
 * await embedding.close();
 *
 * @throws Error when the file cannot be read as a model.
 */
export async function createNodeEmbedding(
  model: ModelFiles,
  { threads: most = Math.min(availableParallelism(), THREADS_MOST) }: NodeEmbeddingOptions = {},
): Promise<NodeEmbedding> {
  const order: ThreadOrder = { path: model.path, contextLength: model.contextLength };
  const first = new EmbeddingThread(order);
  const threads = [first];
  const dimensions = await first.ready;
  const embedding: NodeEmbedding = {
    id: model.id,
    dimensions,
    passagesAtOnce: most * PASSAGES_FOR_A_THREAD,
    async embed(texts, { signal }) {
      const wanted = Math.min(most, Math.ceil(texts.length / TEXTS_FOR_A_THREAD));
      while (threads.length < wanted) threads.push(new EmbeddingThread(order));
      const vectors: Float32Array[] = [];
      let next = 0;
      const work = async (thread: EmbeddingThread) => {
        await thread.ready;
        while (next < texts.length) {
          signal?.throwIfAborted();
          const at = next;
          next += 1;
          vectors[at] = await thread.embed(texts[at] ?? '');
        }
      };
      await Promise.all(threads.slice(0, Math.max(1, wanted)).map(work));
      return vectors;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
  return embedding;
}

class EmbeddingThread {
  /** Resolves with the dimensions. */
  readonly ready: Promise<number>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (vector: Float32Array) => void; reject: (error: Error) => void }>();
  #failure: Error | null = null;
  #last = 0;

  constructor(order: ThreadOrder) {
    this.#worker = new Worker(fileURLToPath(THREAD), { workerData: order });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: ThreadAnswer) => {
        if (answer.type === 'ready') resolve(answer.dimensions);
        else if (answer.type === 'failure') fail(new Error(answer.message));
        else this.#settle(answer);
      });
      const fail = (error: Error) => {
        reject(error);
        this.#failure ??= error;
        for (const { reject: give } of this.#waiting.values()) give(error);
        this.#waiting.clear();
        void this.#worker.terminate();
      };
      this.#worker.on('error', fail);
      this.#worker.on('exit', () => fail(new Error('The thread that embeds has ended.')));
    });
    // Whoever waits for it hears of it.
    this.ready.catch(() => undefined);
  }

  embed(text: string): Promise<Float32Array> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    this.#last += 1;
    const number = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, text } satisfies EmbedOrder);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Extract<ThreadAnswer, { number: number }>): void {
    const { number } = answer;
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (answer.type === 'vector') waiting?.resolve(answer.vector);
    else waiting?.reject(new Error(answer.message));
  }
}
