/** The side of the page: loads the model as any site would, and runs items on it. */
import { createLocalLLM } from '@local-llm-chat/core';
import { runItem } from './run-item.mjs';

/** @type {ReturnType<typeof createLocalLLM> | null} */
let llm = null;

/**
 * @param {{ engine: 'wllama' | 'webllm', model: string, contextWindow: number }} options
 * @returns {Promise<string>} the model's name
 */
export async function load({ engine, model, contextWindow }) {
  llm = createLocalLLM({ engine, model, contextWindow, share: 'none' });
  await llm.load();
  return llm.getSnapshot().choice?.model.name ?? model;
}

/**
 * @param {import('./run-item.mjs').What} what
 * @param {boolean} hasTasks whether the tasks are asked for
 */
export async function run(what, hasTasks) {
  // The address is put together, because the subpath is there only once the tasks are built.
  const tasks = hasTasks ? await import(['@local-llm-chat/core', 'tasks'].join('/')) : null;
  return runItem(llm, tasks, what);
}
