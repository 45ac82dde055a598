/** The folders of the private file system that everything lies in, for worker and page alike. */
import { keepAlive } from '../keep-alive.js';
import { MODEL_FOLDER } from './model-key.js';

/** The two folders of the store. */
export interface StoreFolders {
  readonly files: FileSystemDirectoryHandle;
  readonly models: FileSystemDirectoryHandle;
}

/** Opens the folders, in a worker or in a page. Rejects where there are none and none are to be made. */
export async function openFolders(create: boolean): Promise<StoreFolders> {
  const root = await navigator.storage.getDirectory();
  const folder = await keepAlive(root, () => root.getDirectoryHandle(MODEL_FOLDER, { create }));
  return keepAlive(folder, async () => {
    const [files, models] = await Promise.all([
      folder.getDirectoryHandle('files', { create }),
      folder.getDirectoryHandle('models', { create }),
    ]);
    return { files, models };
  });
}

/** What a file's note is called. */
export function noteName(key: string): string {
  return `${key}.jsonl`;
}

/** A file by its name, or `null`. */
export async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  try {
    return await keepAlive(await folder.getFileHandle(name), (handle) => handle.getFile());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** The texts of all files with this ending, by their names without it. */
export async function textsIn(folder: FileSystemDirectoryHandle, ending: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const name of folder.keys()) {
    const text = name.endsWith(ending) ? await (await fileIn(folder, name))?.text() : undefined;
    if (text !== undefined) texts.set(name.slice(0, -ending.length), text);
  }
  return texts;
}

/** Deletes an entry of a folder; one that is not there is as good as deleted. */
export async function removeIfThere(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}
