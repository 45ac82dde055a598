/** The models that are stored on this device. */
import { deleteCachedModel, listCachedModels, storageReport } from '@local-llm-chat/core';
import type { ModelShelf } from './shelf.js';

export const deviceShelf: ModelShelf = {
  list: () => listCachedModels(),
  delete: (id) => deleteCachedModel(id),
  report: () => storageReport(),
};
