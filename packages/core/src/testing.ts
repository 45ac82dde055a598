/** For tests and stories, yours and ours: a model that answers from a script through the real machinery. */
import { createFakeAdapter, type FakeScript } from './adapters/fake.js';
import { createLLM, type LocalLLM } from './create-local-llm.js';
import { type Embedding, embeddingOver } from './embedding/create-embedding.js';
import { EngineRunner } from './engine/engine-runner.js';
import type { Candidates } from './engine/ladder.js';
import { connectPage } from './engine/page-connection.js';
import { type GgufModel, type ModelRecord, parseModelRecord } from './models/model-record.js';

export { createFakeAdapter, type FakeScript } from './adapters/fake.js';

/** Settings of {@link createFakeLLM}. */
export interface FakeLLMOptions extends FakeScript {
  /** What the model claims to be. */
  readonly model?: ModelRecord;
  /** Several models to choose from, best first, in place of `model`. */
  readonly models?: readonly ModelRecord[];
  /** Tokens that prompt and answer may have together. Default 4,096. */
  readonly contextWindow?: number;
  /** Replaces the choice of models, e.g. to have none. */
  readonly findCandidates?: () => Promise<Candidates>;
}

/** The model that a fake claims to be. */
export const fakeModel: ModelRecord = parseModelRecord(
  {
    id: 'fake-model',
    name: 'SmolLM2 135M',
    engine: 'wllama',
    files: [{ url: 'fake.gguf', bytes: 98_362_432 }],
    license: { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    contextLength: 8192,
    quantization: 'Q4_1',
  } satisfies Omit<GgufModel, 'bytes' | 'bytesAre'>,
  'https://models.example/',
);

/**
 * A `LocalLLM` over a scripted engine in the page. State, queue, batching and cancel are the real
 * ones.
 *
 * @example
 * ```ts
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'Forty-two.', tokensPerSecond: 20 });
 * await llm.load();
 * const chat = llm.createChat();
 * await chat.send('What is the answer?');
 * ```
 */
export function createFakeLLM(options: FakeLLMOptions = {}): LocalLLM {
  return createLLM(fakeRunner(options, options.models ?? [options.model ?? fakeModel]));
}

/** The model of embeddings that a fake claims to be. */
export const fakeEmbeddingModel: ModelRecord = parseModelRecord(
  {
    id: 'fake-embedding',
    name: 'all-MiniLM-L6-v2',
    engine: 'wllama',
    task: 'embedding',
    embedding: { dimensions: 256 },
    files: [{ url: 'fake-embedding.gguf', bytes: 25_282_464 }],
    license: { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    contextLength: 256,
  } satisfies Omit<GgufModel, 'bytes' | 'bytesAre'>,
  'https://models.example/',
);

/**
 * A model of embeddings without weights: texts are as near to each other as they have words in common, or words
 * that `synonyms` takes for the same. State, consent, queue and cancel are the real ones.
 *
 * @example
 * ```ts
 * import { createFakeEmbedding } from '@local-llm-chat/core/testing';
 *
 * const embedding = createFakeEmbedding({ synonyms: [['chair', 'seat']] });
 * const [chair, seat] = await embedding.embed(['a chair', 'a seat'], { kind: 'passage' });
 * ```
 */
export function createFakeEmbedding(options: Omit<FakeLLMOptions, 'models'> = {}): Embedding {
  const model = options.model ?? fakeEmbeddingModel;
  return embeddingOver(fakeRunner(options, [model]), model);
}

/** The real machinery over an engine in the page that follows a script. */
function fakeRunner(options: FakeLLMOptions, models: readonly ModelRecord[]): EngineRunner {
  /** When the models that are on the device were last used, by id. */
  const onDevice = new Map(options.downloadMs ? [] : models.map(({ id }) => [id, 0]));
  const downloadMs = (model: ModelRecord) => {
    const ms = typeof options.downloadMs === 'function' ? options.downloadMs(model) : options.downloadMs;
    return onDevice.has(model.id) ? 0 : (ms ?? 0);
  };
  return new EngineRunner({
    findCandidates:
      options.findCandidates ??
      (async () => ({
        candidates: models.map((model) => ({
          engine: 'fake',
          model,
          reason: { code: 'cpu-default', message: `${model.name} runs on any CPU.` },
        })),
        passedOver: [],
      })),
    async findOnDevice({ id }) {
      const lastUsedAt = onDevice.get(id);
      return lastUsedAt === undefined ? null : { lastUsedAt };
    },
    connect: async () => ({
      connection: connectPage(() => {
        const adapter = createFakeAdapter({ ...options, downloadMs });
        const load: typeof adapter.load = async (model, loadOptions) => {
          const loaded = await adapter.load(model, loadOptions);
          onDevice.set(model.id, Date.now());
          return loaded;
        };
        return { ...adapter, load };
      }),
      assets: {},
    }),
    contextWindow: options.contextWindow,
    now: () => performance.now(),
  });
}
