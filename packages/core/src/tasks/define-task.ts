/** Makes a task: a function of an input that tells how far it is, shows what it has so far, and can be stopped. */
import { abortedError, throwIfAborted, toLocalLLMError } from '../errors.js';
import { Desk } from './desk.js';
import type { TaskOptions, TaskPlan } from './task-model.js';

/**
 * A run: a promise of the result, and the results so far as an async iterable. Each partial result stands for itself:
 * it replaces the one before. Whoever leaves the loop early does not stop the run; the signal does.
 */
export interface TaskRun<Result, Partial = Result> extends Promise<Result>, AsyncIterable<Partial> {}

/** What is to be done, once the input was looked at. */
export interface Job<Result, Partial> {
  readonly plan: TaskPlan;
  /** Asks the model through the desk, and gives what there is so far to `show`. */
  run(show: (partial: Partial) => void): Promise<Result>;
}

/** How a task works. */
export interface TaskDefinition<Input, Options, Result, Partial> {
  /** For error messages, and the `name` of the function. */
  readonly name: string;
  /** Looks at the input and says what is to be done. It asks the model nothing: that is for `run` of the job. */
  prepare(input: Input, options: Options, desk: Desk): Promise<Job<Result, Partial>>;
}

/** A task. */
export interface Task<Input, Options, Result, Partial = Result> {
  /** As it was defined. */
  readonly name: string;
  (input: Input, options: Options & TaskOptions): TaskRun<Result, Partial>;
  /** What a run would cost. Asks the model nothing. */
  plan(input: Input, options: Options & TaskOptions): Promise<TaskPlan>;
}

/**
 * Makes a task of your own.
 *
 * @example
 * ```ts
 * import { defineTask, mapReduce } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const findDates = defineTask({
 *   name: 'find-dates',
 *   prepare: mapReduce<object, string[], string[]>({
 *     answerTokens: () => 100,
 *     prompt: (text) => [{ role: 'user', content: `List all dates of this text, one a line.\n\n${text}` }],
 *     read: (answer, { source }) => answer.split('\n').filter((line) => line !== '' && source.includes(line)),
 *     combine: (parts) => [...new Set(parts.flat())],
 *   }),
 * });
 * const llm = createFakeLLM({ reply: '1 May' });
 * await llm.load();
 * console.log(await findDates('We met on 1 May.', { model: llm })); // ['1 May']
 * ```
 */
export function defineTask<Input, Options, Result, Partial = Result>(
  definition: TaskDefinition<Input, Options, Result, Partial>,
): Task<Input, Options, Result, Partial> {
  const task = (input: Input, options: Options & TaskOptions): TaskRun<Result, Partial> => {
    const partials = new Partials<Partial>();
    const result = perform(definition, input, options, partials);
    // Whoever only reads the partial results hears of a failure there.
    result.catch(() => undefined);
    return Object.assign(result, { [Symbol.asyncIterator]: () => partials.read() });
  };
  const plan = async (input: Input, options: Options & TaskOptions): Promise<TaskPlan> => {
    throwIfAborted(options.signal, definition.name);
    return (await definition.prepare(input, options, new Desk(options))).plan;
  };
  // A menu may call a task by its name.
  return Object.defineProperty(Object.assign(task, { plan }), 'name', { value: definition.name });
}

async function perform<Input, Options, Result, Partial>(
  { name, prepare }: TaskDefinition<Input, Options, Result, Partial>,
  input: Input,
  options: Options & TaskOptions,
  partials: Partials<Partial>,
): Promise<Result> {
  try {
    throwIfAborted(options.signal, name);
    const desk = new Desk(options);
    const job = await prepare(input, options, desk);
    throwIfAborted(options.signal, name);
    desk.begin(job.plan);
    const result = await job.run((partial) => partials.show(partial));
    throwIfAborted(options.signal, name);
    partials.end(null);
    return result;
  } catch (error) {
    const failure = options.signal?.aborted ? abortedError(name) : toLocalLLMError(error);
    partials.end(failure);
    throw failure;
  }
}

/** The newest partial result, for any number of readers. Who reads slowly misses some: each stands for itself. */
class Partials<Partial> {
  #latest: { readonly value: Partial } | null = null;
  #end: { readonly failure: Error | null } | null = null;
  #changed = Promise.withResolvers<void>();

  show(value: Partial): void {
    this.#latest = { value };
    this.#wake();
  }

  end(failure: Error | null): void {
    this.#end = { failure };
    this.#wake();
  }

  async *read(): AsyncGenerator<Partial, void> {
    let seen: { readonly value: Partial } | null = null;
    for (;;) {
      const changed = this.#changed.promise;
      if (this.#latest !== null && this.#latest !== seen) {
        seen = this.#latest;
        yield seen.value;
      } else if (this.#end !== null) {
        if (this.#end.failure !== null) throw this.#end.failure;
        return;
      } else await changed;
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
