/** Whether a model is on this device already: asked before any engine code is fetched. */
import type { GgufModel, MlcModel, ModelRecord } from '../models/model-record.js';
import { mlcCache } from './mlc-cache.js';
import { MODEL_FOLDER, modelKey } from './model-key.js';

/** True when loading the model would download nothing. Storage that is closed to us holds nothing. */
export async function isOnDevice(model: ModelRecord): Promise<boolean> {
  try {
    return await (model.engine === 'wllama' ? hasFiles(model) : hasMlcModel(model));
  } catch {
    return false;
  }
}

async function hasFiles(model: GgufModel): Promise<boolean> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(MODEL_FOLDER);
  for (const file of model.files) {
    // The note beside a file is written last: it is there only when the file is whole.
    await folder.getFileHandle(`${await modelKey(file)}.json`);
  }
  return true;
}

async function hasMlcModel(model: MlcModel): Promise<boolean> {
  const notes = await caches.open(mlcCache.notes);
  return (await notes.match(mlcCache.noteUrl(model))) !== undefined;
}
