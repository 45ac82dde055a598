/** Does what a message asks for: finds the task, gives it text and model, and passes on what comes of it. */
import type { LocalLLM, MessageTask, TaskTurn } from '@local-llm-chat/core';
import { LocalLLMError } from '@local-llm-chat/core/page';
import type { Texts } from '../texts.js';
import { chosenTasks, isReady, type ReadyTask, type TaskFunction, type TasksSetting } from './tasks-setting.js';

/** What a task is done with. */
export interface TaskPlace {
  readonly llm: LocalLLM;
  readonly setting: TasksSetting;
  readonly texts: Texts;
}

/**
 * The result in Markdown. Where nothing comes of a task, that is said in words.
 *
 * @throws LocalLLMError `invalid-request` with `details.reason` `'unknown-task'`, `network` when the tasks cannot be
 *   fetched, and what the task throws.
 */
export async function runTask(turn: TaskTurn, { llm, setting, texts }: TaskPlace): Promise<string> {
  const { task, files, signal, show, tell } = turn;
  const run = await find(task, setting);
  const text = files.map((file) => file.text).join('\n\n');
  const running = run(text, {
    model: llm,
    signal,
    onProgress: ({ chunks, chunksDone }) => tell({ done: chunksDone, total: chunks }),
  });
  if (typeof running === 'object' && Symbol.asyncIterator in running) {
    for await (const partial of running) if (!signal.aborted) show(partial);
  }
  const result = await running;
  if (result.trim() !== '') return result;
  return texts.t(task.id === 'extract-table' ? 'tasks.no-table' : 'tasks.nothing');
}

/** A task of the page's own goes before a ready one of its name. Ready ones are there whatever is in the menu now. */
async function find({ id, option }: MessageTask, setting: TasksSetting): Promise<TaskFunction> {
  for (const task of chosenTasks(setting)) if (typeof task === 'object' && task.id === id) return task.run;
  if (isReady(id)) return readyTask(id, option);
  throw new LocalLLMError('invalid-request', `There is no task "${id}" on this page.`, {
    hint: 'Give the task to `tasks` of the chat again, or ask in words.',
    details: { reason: 'unknown-task' },
  });
}

async function readyTask(id: ReadyTask, option: string | undefined): Promise<TaskFunction> {
  const { summarize, explain, extractTable, translate } = await fetchTasks();
  if (id === 'translate') return (text, options) => translate(text, { ...options, to: option ?? 'en' });
  return { summarize, explain, 'extract-table': extractTable }[id];
}

/** A fetch that failed is tried again with the next task. */
export async function fetchTasks(): Promise<typeof import('@local-llm-chat/core/tasks')> {
  try {
    return await import('@local-llm-chat/core/tasks');
  } catch (cause) {
    throw new LocalLLMError('network', 'The tasks could not be fetched.', { cause });
  }
}
