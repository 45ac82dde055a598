/** What a page can set of the tasks: which there are, in which order, and its own beside the ready ones. */
import type { TaskOptions, TaskRun } from '@local-llm-chat/core/tasks';

/** The tasks that are ready, in the order in which they stand when a page says nothing else. */
export const READY_TASKS = ['summarize', 'explain', 'extract-table', 'translate'] as const;

/** The name of one that is ready. */
export type ReadyTask = (typeof READY_TASKS)[number];

/**
 * Does something with a text and gives its result as Markdown, such as what `defineTask` of
 * `@local-llm-chat/core/tasks` makes. Results so far are shown where it returns a run.
 */
export type TaskFunction = (
  text: string,
  options: TaskOptions,
) => TaskRun<string, string> | PromiseLike<string> | string;

/** A task of the page's own. */
export interface SiteTask {
  /** Stays the same for ever: a conversation that is kept on the device knows its tasks by it. */
  readonly id: string;
  /** What the menu says, and the visitor's message. */
  readonly label: string;
  readonly run: TaskFunction;
}

/** One entry of the menu: a ready task by name, or one of the page's own. A function alone goes by its `name`. */
export type TaskChoice = ReadyTask | SiteTask | TaskFunction;

/** `true` is all that are ready. */
export type TasksSetting = boolean | readonly TaskChoice[] | undefined;

/** Whether there is a menu. */
export function hasTasks(setting: TasksSetting): boolean {
  return setting === true || (Array.isArray(setting) && setting.length > 0);
}

/** The entries that were chosen: each once, and none that nobody could find again. */
export function chosenTasks(setting: TasksSetting): readonly (ReadyTask | SiteTask)[] {
  const given: readonly TaskChoice[] = setting === true ? READY_TASKS : Array.isArray(setting) ? setting : [];
  const chosen = new Map<string, ReadyTask | SiteTask>();
  for (const choice of given) {
    const task = typeof choice === 'function' ? { id: choice.name, label: choice.name, run: choice } : choice;
    const id = idOf(task);
    const isKnown = typeof task !== 'string' || isReady(task);
    if (isKnown && id !== '' && !chosen.has(id)) chosen.set(id, task);
  }
  return [...chosen.values()];
}

export function idOf(task: ReadyTask | SiteTask): string {
  return typeof task === 'string' ? task : task.id;
}

export function isReady(id: string): id is ReadyTask {
  return READY_TASKS.some((ready) => ready === id);
}
