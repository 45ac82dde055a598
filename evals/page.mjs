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
  return runItem(llm, hasTasks ? await importTasks() : null, what);
}

async function importTasks() {
  // The addresses are put together, because the subpaths are there only once the tasks are built.
  const parts = ['tasks', 'agent', 'agent/tools', 'knowledge'].map(
    (name) => import(['@local-llm-chat/core', name].join('/')),
  );
  return Object.assign({}, ...(await Promise.all(parts)));
}
