/** Brings all files of a GGUF model onto the device, with one progress over all of them. */
import type { LoadProgress } from '../engine/adapter.js';
import { LocalLLMError } from '../errors.js';
import type { GgufModel, ModelFile } from '../models/model-record.js';
import { type ByteSink, downloadFile } from './download.js';
import { magicCheck } from './magic.js';
import type { ModelStore } from './model-store.js';

/** The first bytes of every GGUF file. */
const MAGIC = [0x47, 0x47, 0x55, 0x46];

/**
 * Returns the model's files, fetching those that are missing. Progress is told only when something
 * is fetched.
 *
 * @throws LocalLLMError as `downloadFile`, and `quota` when there is no room.
 */
export async function fetchModel(
  model: GgufModel,
  store: ModelStore,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (progress: LoadProgress) => void },
): Promise<Blob[]> {
  const present = await Promise.all(model.files.map((file) => store.read(file)));
  const sizes = model.files.map((file, index) => present[index]?.size ?? file.bytes);
  let loadedBytes = present.reduce((sum, blob) => sum + (blob?.size ?? 0), 0);
  const tell = () => {
    const totalBytes = sizes.reduce<number | null>(
      (sum, size) => (sum === null || size === null ? null : sum + size),
      0,
    );
    onProgress?.({ type: 'download-progress', loadedBytes, totalBytes });
  };
  const blobs: Blob[] = [];
  // One after the other: a second connection to the same server is seldom faster and never simpler.
  for (const [index, file] of model.files.entries()) {
    const blob = present[index];
    if (blob) {
      blobs.push(blob);
      continue;
    }
    const fill = (sink: ByteSink) =>
      downloadFile(file, checkMagic(file, sink), {
        signal,
        onSize(bytes) {
          sizes[index] = bytes;
          tell();
        },
        onBytes(bytes) {
          loadedBytes += bytes;
          tell();
        },
      });
    blobs.push(await store.write(file, fill, signal));
  }
  return blobs;
}

/** Refuses a page that came in place of the model at its first bytes, not after its last. */
function checkMagic(file: ModelFile, sink: ByteSink): ByteSink {
  const details = { url: file.url };
  const check = magicCheck(MAGIC, () => new LocalLLMError('integrity', 'The file is not a GGUF model.', { details }));
  return (chunk) => {
    check(chunk);
    return sink(chunk);
  };
}
