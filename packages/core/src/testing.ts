/** For tests and stories, yours and ours: a model that answers from a script through the real machinery. */
import { createFakeAdapter, type FakeScript } from './adapters/fake.js';
import { createLLM, type LocalLLM } from './create-local-llm.js';
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
  const models = options.models ?? [options.model ?? fakeModel];
  /** When the models that are on the device were last used, by id. */
  const onDevice = new Map(options.downloadMs ? [] : models.map(({ id }) => [id, 0]));
  const downloadMs = (model: ModelRecord) => {
    const ms = typeof options.downloadMs === 'function' ? options.downloadMs(model) : options.downloadMs;
    return onDevice.has(model.id) ? 0 : (ms ?? 0);
  };
  return createLLM(
    new EngineRunner({
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
    }),
  );
}
