/** An engine whose code is fetched with the first thing that is asked of it: a page shows its first pixel without it. */

import { LocalLLMError } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { Engine } from './engine.js';
import { type EngineState, initialEngineState } from './engine-state.js';

/** Makes one. Until it is asked for something it is idle; a fetch that fails is tried again with the next question. */
export function lazyEngine(fetchEngine: () => Promise<Engine>): Engine {
  /** Those who listened before there was anything to listen to, and how to end that. */
  const listeners = new Map<() => void, () => void>();
  let engine: Engine | null = null;
  let fetching: Promise<Engine> | null = null;
  let before = initialEngineState;

  const tell = (state: EngineState): void => {
    before = state;
    for (const listener of listeners.keys()) listener();
  };

  const open = (): Promise<Engine> => {
    if (fetching === null) tell({ ...initialEngineState, status: 'checking' });
    fetching ??= fetchEngine().then(
      (fetched) => {
        engine = fetched;
        for (const listener of listeners.keys()) listeners.set(listener, fetched.subscribe(listener));
        return fetched;
      },
      (cause: unknown) => {
        fetching = null;
        const error = new LocalLLMError('network', 'A part of the page could not be fetched.', { cause });
        tell({ ...initialEngineState, status: 'failed', error });
        throw error;
      },
    );
    return fetching;
  };

  async function* generate(request: GenerateRequest, options?: GenerateOptions): AsyncGenerator<GenerationEvent> {
    yield* (await open()).generate(request, options);
  }

  return {
    getSnapshot: (): EngineState => engine?.getSnapshot() ?? before,
    subscribe(listener) {
      if (engine !== null) return engine.subscribe(listener);
      // A function of its own, so that one listener may be added twice.
      const late = () => listener();
      listeners.set(late, () => undefined);
      return () => {
        listeners.get(late)?.();
        listeners.delete(late);
      };
    },
    prepare: async (signal) => (await open()).prepare(signal),
    select: async (modelId) => (await open()).select(modelId),
    load: async (options) => (await open()).load(options),
    setPaused: (paused) => engine?.setPaused(paused),
    generate,
    countTokens: async (texts, options) => (await open()).countTokens(texts, options),
    unload: async () => (await fetching?.catch(() => null))?.unload(),
  };
}
