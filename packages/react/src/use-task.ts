/** One task for as long as a component lives: a summary, facts from a text, or a task of your own. */
import { isLocalLLMError, LocalLLMError } from '@local-llm-chat/core';
import type { TaskModel, TaskOptions, TaskProgress, TaskRun } from '@local-llm-chat/core/tasks';
import { useCallback, useEffect, useState } from 'react';
import { useLifetime } from './use-lifetime.js';
import { useStore } from './use-store.js';

/** `idle`: nothing was asked yet. `stopped`: by `stop`; what there is so far stays as `partial`. */
export type TaskStatus = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** What a task is given to run on. */
export type UseTaskOptions<Options> = Omit<Options, keyof TaskOptions> & {
  /** The model, e.g. of `useLocalLLM`. It has to be loaded before a run. */
  readonly llm: TaskModel;
};

/** How far a task is. */
interface TaskState<Result, Partial> {
  readonly status: TaskStatus;
  /** What came of the last run; `undefined` until it is done. */
  readonly result: Result | undefined;
  /** The result so far; each stands for itself. `undefined` before the first. */
  readonly partial: Partial | undefined;
  /** How much of the input was read; `null` until that is known. */
  readonly progress: TaskProgress | null;
  /** Why the last run failed. That it was stopped is no failure. */
  readonly error: LocalLLMError | null;
}

/** What {@link useTask} returns. The functions stay the same from render to render. */
export interface UseTaskResult<Input extends readonly unknown[], Result, Partial> extends TaskState<Result, Partial> {
  /**
   * Runs the task, in the place of a run that is under way. Resolves to the result, or to `undefined` when it was
   * stopped, replaced or failed; never rejects.
   */
  readonly run: (...input: Input) => Promise<Result | undefined>;
  /** Stops the run. */
  readonly stop: () => void;
  /** Stops, and forgets what came of it. */
  readonly reset: () => void;
}

/**
 * Runs a task on a model: one of `@local-llm-chat/core/tasks`, or one that `defineTask` made. Its options stand beside
 * `llm`; changed ones count from the next run on. A run that is under way when the component is unmounted is stopped.
 *
 * @param task is any function whose last parameter takes the options of a task, and which returns a run. Keep to one
 *   task in one place; a component that needs two uses the hook twice.
 *
 * @example
 * ```tsx
 * import { summarize } from '@local-llm-chat/core/tasks';
 * import { useLocalLLM, useTask } from '@local-llm-chat/react';
 *
 * export function Summary({ text }: { text: string }) {
 *   const { llm, state, load } = useLocalLLM();
 *   const { run, stop, result, partial, status, error } = useTask(summarize, { llm, length: 'short' });
 *   if (state.loaded === null) return <button onClick={load}>Load the model</button>;
 *   return (
 *     <>
 *       {status === 'running' ? <button onClick={stop}>Stop</button> : <button onClick={() => run(text)}>Summarise</button>}
 *       <p>{error?.hint ?? result ?? partial}</p>
 *     </>
 *   );
 * }
 * ```
 */
export function useTask<Input extends readonly unknown[], Options extends TaskOptions, Result, Partial>(
  task: (...given: [...Input, Options]) => TaskRun<Result, Partial>,
  options: UseTaskOptions<Options>,
): UseTaskResult<Input, Result, Partial> {
  const [runner] = useState(() => new TaskRunner<Input, Result, Partial>());
  const { llm, ...wishes } = options;
  useEffect(() => {
    runner.start = (input, own) =>
      task(...([...input, { ...wishes, ...own, model: llm }] as unknown as [...Input, Options]));
  });
  useLifetime(runner, end);

  const run = useCallback((...input: Input) => runner.run(input), [runner]);
  const stop = useCallback(() => runner.stop(), [runner]);
  const reset = useCallback(() => runner.reset(), [runner]);
  return { ...useStore(runner), run, stop, reset };
}

type OwnOptions = Required<Pick<TaskOptions, 'signal' | 'onProgress'>>;

const BEFORE = { status: 'idle', result: undefined, partial: undefined, progress: null, error: null } as const;

/** Runs a task, one run at a time, and tells how far it is. */
class TaskRunner<Input extends readonly unknown[], Result, Partial> {
  readonly #listeners = new Set<() => void>();
  #state: TaskState<Result, Partial> = BEFORE;
  #running: AbortController | null = null;
  /** As the last render has it; `null` before the first one is on the page. */
  start: ((input: Input, options: OwnOptions) => TaskRun<Result, Partial>) | null = null;

  getSnapshot(): TaskState<Result, Partial> {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async run(input: Input): Promise<Result | undefined> {
    this.#running?.abort();
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    this.#set({ ...BEFORE, status: 'running' });
    // What comes after an abort is of a run that nobody waits for.
    const take = (change: globalThis.Partial<TaskState<Result, Partial>>) => {
      if (!signal.aborted) this.#set({ ...this.#state, ...change });
    };
    try {
      const run = this.start?.(input, { signal, onProgress: (progress) => take({ progress }) });
      if (run === undefined) return undefined;
      for await (const partial of run) take({ partial });
      const result = await run;
      if (signal.aborted) return undefined;
      take({ status: 'done', result });
      return result;
    } catch (error) {
      const failure = isLocalLLMError(error) ? error : new LocalLLMError('unknown', String(error), { cause: error });
      take({ status: 'failed', error: failure });
      return undefined;
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  stop(): void {
    if (this.#running === null) return;
    this.#running.abort();
    this.#running = null;
    this.#set({ ...this.#state, status: 'stopped' });
  }

  reset(): void {
    this.#running?.abort();
    this.#running = null;
    this.#set(BEFORE);
  }

  #set(state: TaskState<Result, Partial>): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function end(runner: { stop(): void }): void {
  runner.stop();
}
