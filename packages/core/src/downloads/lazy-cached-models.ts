/** What is on this device, by functions whose code is fetched when it is first asked for. */
import type { CachedModel, StorageReport } from './cached-models.js';

const cachedModels = () => import('./cached-models.js');

/** Lists the models on this device, the last used first. */
export async function listCachedModels(): Promise<readonly CachedModel[]> {
  return (await cachedModels()).listCachedModels();
}

/** Deletes one model and only that; files that another model shares stay. */
export async function deleteCachedModel(id: string): Promise<void> {
  await (await cachedModels()).deleteCachedModel(id);
}

/** Says what models take up and how much room there is. */
export async function storageReport(): Promise<StorageReport> {
  return (await cachedModels()).storageReport();
}
