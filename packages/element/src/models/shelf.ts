/** What of models is stored on this device: core's answer, or the one that a test gives for its model. */
import type { CachedModel, LocalLLM, StorageReport } from '@local-llm-chat/core';
import { deleteCachedModel, listCachedModels, storageReport } from '@local-llm-chat/core/page';

/** Lists and deletes stored models. */
export interface ModelShelf {
  /** The last used first. */
  list(): Promise<readonly CachedModel[]>;
  /** @throws LocalLLMError `busy` while a tab uses it. */
  delete(id: string): Promise<void>;
  report(): Promise<StorageReport>;
}

const scripted = new WeakMap<LocalLLM, ModelShelf>();

/** For tests and stories: elements over `llm` show this in place of what is on the device. */
export function setModelShelf(llm: LocalLLM, shelf: ModelShelf): void {
  scripted.set(llm, shelf);
}

const device: ModelShelf = { list: listCachedModels, delete: deleteCachedModel, report: storageReport };

/** The shelf for a model. */
export function modelShelf(llm: LocalLLM): ModelShelf {
  return scripted.get(llm) ?? device;
}
