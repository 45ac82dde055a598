/** The worker of the download bench: our layer, with hashes and storage, or one plain `fetch` that keeps nothing. */
import { openFileStore } from '../packages/core/src/downloads/device-store.ts';
import { fetchFiles } from '../packages/core/src/downloads/fetch-files.ts';

/** Milliseconds for each way to bring a file here. */
const ways = {
  async plain({ url }) {
    const response = await fetch(url, { cache: 'no-store' });
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read());
  },
  /** Parts that are compared with published hashes. */
  async pinned(file) {
    await fetchFiles([file], await openFileStore());
  },
  /** Parts of which nobody has published a hash, and a hash of the whole file, which is read again for it. */
  async whole({ parts: _, ...file }) {
    await fetchFiles([file], await openFileStore());
  },
};

self.onmessage = async ({ data: { way, file } }) => {
  const start = performance.now();
  await ways[way](file);
  self.postMessage(performance.now() - start);
};
