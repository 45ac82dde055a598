/** One model for as long as a component lives. */
import { createLocalLLM, type EngineState, type LocalLLM, type LocalLLMOptions } from '@local-llm-chat/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLifetime } from './use-lifetime.js';
import { useStore } from './use-store.js';

/** What {@link useLocalLLM} returns. The functions stay the same from render to render. */
export interface UseLocalLLMResult {
  /** The model, for `useChat`, for `generate`, or for `<LocalLLMChat llm={llm} />`. */
  readonly llm: LocalLLM;
  /** What it is doing. Errors are in here too, as `state.error`. */
  readonly state: EngineState;
  /**
   * Makes the model ready, downloading it if need be: call it when the visitor agrees. Resolves to
   * whether it is ready; never rejects, so that it can be an `onClick` as it is.
   */
  readonly load: () => Promise<boolean>;
  /** Ends a load that this component has started. */
  readonly cancel: () => void;
  /**
   * Takes another model: the id of one of `state.choice.alternatives`. `load` then makes it ready.
   * Resolves to whether there is such a model; never rejects.
   */
  readonly select: (modelId: string) => Promise<boolean>;
  /** Holds a download back, or lets it go on; see `state.download.hold`. */
  readonly setPaused: (paused: boolean) => void;
  /** Frees memory and GPU. The files stay on the device, and `load` works again. */
  readonly unload: () => Promise<void>;
}

/**
 * A model that belongs to this component: made with it, unloaded after it. Other options make
 * another model; options are compared by value, so they may be written in place.
 *
 * On mount it chooses engine and model, so that `state.choice` can be shown; that downloads no model.
 *
 * @param create makes the model; for tests and stories, which give `() => createFakeLLM()`.
 *
 * @example
 * ```tsx
 * import { useLocalLLM } from '@local-llm-chat/react';
 *
 * export function Model() {
 *   const { state, load, cancel } = useLocalLLM({ model: 'smollm2-135m' });
 *   if (state.status === 'downloading') return <button onClick={cancel}>Cancel</button>;
 *   if (state.status === 'ready') return <p>{state.choice?.model.name} is ready.</p>;
 *   return <button onClick={load}>Load</button>;
 * }
 * ```
 */
export function useLocalLLM(
  options: LocalLLMOptions = {},
  create: (options: LocalLLMOptions) => LocalLLM = createLocalLLM,
): UseLocalLLMResult {
  // All options are plain data. A model that is made and then dropped by React costs nothing: the
  // engine starts with its first load.
  const key = JSON.stringify(options);
  const [made, setMade] = useState(() => ({ key, llm: create(options) }));
  let current = made;
  if (made.key !== key) {
    current = { key, llm: create(options) };
    setMade(current);
  }
  const { llm } = current;

  useLifetime(llm, end);
  useEffect(() => {
    // What goes wrong is in the state.
    llm.prepare().catch(() => undefined);
  }, [llm]);

  const loads = useRef(new Set<AbortController>());
  const load = useCallback(async () => {
    const abort = new AbortController();
    loads.current.add(abort);
    try {
      await llm.load({ signal: abort.signal });
      return true;
    } catch {
      return false;
    } finally {
      loads.current.delete(abort);
    }
  }, [llm]);
  const cancel = useCallback(() => {
    for (const abort of loads.current) abort.abort();
  }, []);
  const select = useCallback(
    (modelId: string) =>
      llm.select(modelId).then(
        () => true,
        () => false,
      ),
    [llm],
  );
  const setPaused = useCallback((paused: boolean) => llm.setPaused(paused), [llm]);
  const unload = useCallback(() => llm.unload(), [llm]);

  return { llm, state: useStore(llm), load, cancel, select, setPaused, unload };
}

function end(llm: LocalLLM): void {
  llm.unload().catch(reportError);
}
