/** Several models for tests and stories: some to choose from, some stored, on a device that exists on paper. */
import {
  type CachedModel,
  type LocalLLM,
  LocalLLMError,
  type ModelRecord,
  parseModelRecord,
  type StorageReport,
} from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions, fakeModel } from '@local-llm-chat/core/testing';
import { type ModelShelf, setModelShelf } from './shelf.js';

function model(id: string, name: string, bytes: number, goodAt: string, license = 'Apache-2.0'): ModelRecord {
  return parseModelRecord(
    {
      id,
      name,
      engine: 'wllama',
      files: [{ url: `${id}.gguf`, bytes }],
      license: { id: license, url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      contextLength: 8192,
      goodAt,
    },
    'https://models.example/',
  );
}

/** Best first. */
export const sampleModels: readonly ModelRecord[] = [
  { ...fakeModel, goodAt: 'Short answers and simple rewriting, on any device.' },
  model('smollm2-360m', 'SmolLM2 360M', 270_590_880, 'Everyday questions, summaries of short texts.'),
  model('qwen3-0.6b', 'Qwen3 0.6B', 396_705_472, 'Longer answers in many languages, with better reasoning.'),
  model('gemma-3-1b', 'Gemma 3 1B', 720_425_472, 'The best writing of these, if you have the room.', 'Gemma'),
];

/** The first, second and fourth of them, as they would be listed. */
export function sampleShelf(): CachedModel[] {
  const now = Date.now();
  return [
    { id: 'fake-model', name: 'SmolLM2 135M', engine: 'wllama', bytes: 98_362_432, complete: true, lastUsedAt: now },
    {
      id: 'smollm2-360m',
      name: 'SmolLM2 360M',
      engine: 'wllama',
      bytes: 270_590_880,
      complete: true,
      lastUsedAt: now - 26 * 3_600_000,
    },
    {
      id: 'gemma-3-1b',
      name: 'Gemma 3 1B',
      engine: 'wllama',
      bytes: 301_989_888,
      complete: false,
      lastUsedAt: now - 9 * 86_400_000,
    },
  ];
}

/** A shelf that keeps what it is given, and what has been done to it. */
export class ScriptedShelf implements ModelShelf {
  readonly deleted: string[] = [];
  /** Ids that another tab uses. */
  readonly busy = new Set<string>();
  /** The next reading waits for this. */
  reading: Promise<void> = Promise.resolve();
  failing = false;
  models: CachedModel[];
  readonly #free: Partial<StorageReport>;

  constructor(models: readonly CachedModel[] = [], report: Partial<StorageReport> = {}) {
    this.models = [...models];
    this.#free = report;
  }

  async list(): Promise<readonly CachedModel[]> {
    await this.reading;
    if (this.failing) throw new LocalLLMError('unknown', 'The folder cannot be read.');
    return [...this.models];
  }

  async delete(id: string): Promise<void> {
    if (this.busy.has(id)) throw new LocalLLMError('busy', 'Another tab uses it.');
    this.models = this.models.filter((stored) => stored.id !== id);
    this.deleted.push(id);
  }

  async report(): Promise<StorageReport> {
    const modelBytes = this.models.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      modelBytes,
      usedBytes: modelBytes + 2_400_000,
      quotaBytes: 10_000_000_000,
      persisted: true,
      ...this.#free,
    };
  }
}

/** A scripted model that has alternatives, over a shelf. */
export function createShelvedLLM(script: FakeLLMOptions, shelf: ModelShelf): LocalLLM {
  const llm = createFakeLLM({ models: sampleModels, ...script });
  setModelShelf(llm, shelf);
  return llm;
}
