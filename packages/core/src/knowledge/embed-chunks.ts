/** Vectors of all chunks of an index: those of before where nothing has changed, the others from the model. */
import { LocalLLMError } from '../errors.js';
import type { EmbeddingModel } from './embedding-model.js';
import type { IndexedChunk, KnowledgeFile } from './knowledge-file.js';
import { windowsOf } from './text-windows.js';
import { meanOf, quantize, Vectors } from './vectors.js';

/** Called with chunks done of all, as they are embedded; first with those that were known. */
export type OnEmbedded = (progress: { readonly chunksDone: number; readonly chunksTotal: number }) => void;

interface EmbedChunksOptions {
  readonly previous?: KnowledgeFile | undefined;
  readonly onProgress?: OnEmbedded | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Chunks that are embedded in one call, where the model says nothing else: few enough to see them done. */
const BATCH = 16;

/**
 * See the file.
 *
 * @throws LocalLLMError `invalid-model` when the model gives other vectors than it says, or not one for each text.
 */
export async function embedChunks(
  file: KnowledgeFile,
  embedding: EmbeddingModel,
  { previous, onProgress, signal }: EmbedChunksOptions,
): Promise<Vectors> {
  const { id, dimensions, passagesAtOnce = BATCH } = embedding;
  const { known, missing } = sortChunks(file, id, previous, dimensions);
  const bytes = new Int8Array(file.chunks.length * dimensions);
  for (const [index, vector] of known) bytes.set(vector, index * dimensions);
  const done = () => ({ chunksDone: file.chunks.length - missing.length, chunksTotal: file.chunks.length });
  onProgress?.(done());
  while (missing.length > 0) {
    signal?.throwIfAborted();
    const batch = missing.slice(0, Math.max(1, passagesAtOnce));
    const texts = batch.map((index) => textsOf(file, index));
    const vectors = await embedding.embed(texts.flat(), {
      kind: 'passage',
      ...(signal === undefined ? {} : { signal }),
    });
    signal?.throwIfAborted();
    // They would stand where those of other passages are.
    if (vectors.length !== texts.flat().length || vectors.some(({ length }) => length !== dimensions)) {
      throw new LocalLLMError(
        'invalid-model',
        `The model ${id} did not give a vector of ${dimensions} numbers for each text.`,
      );
    }
    let at = 0;
    batch.forEach((index, place) => {
      const next = at + (texts[place]?.length ?? 0);
      bytes.set(quantize(meanOf(vectors.slice(at, next), dimensions)), index * dimensions);
      at = next;
    });
    missing.splice(0, batch.length);
    onProgress?.(done());
  }
  return new Vectors(id, dimensions, bytes);
}

/**
 * How many passages of an index a model would have to embed, and how many it need not, as they stand in an index of before.
 *
 * @param model its id.
 */
export function countUnembedded(
  file: KnowledgeFile,
  model: string,
  previous?: KnowledgeFile,
): { readonly known: number; readonly missing: number } {
  const { known, missing } = sortChunks(file, model, previous);
  return { known: known.size, missing: missing.length };
}

/** Chunks that say the same as one of before, with its vector, and the others. */
function sortChunks(
  file: KnowledgeFile,
  model: string,
  previous: KnowledgeFile | undefined,
  dimensions?: number,
): { known: Map<number, Int8Array>; missing: number[] } {
  const before = new Map<string, Int8Array>();
  const vectors = previous?.vectors;
  // A file of the same name may hold another model.
  const isSame = vectors?.model === model && (dimensions === undefined || vectors.dimensions === dimensions);
  if (previous !== undefined && vectors !== undefined && isSame) {
    const old = Vectors.load(vectors);
    for (let index = 0; index < old.count; index += 1) before.set(passageOf(previous, index), old.at(index));
  }
  const known = new Map<number, Int8Array>();
  const missing: number[] = [];
  file.chunks.forEach((_, index) => {
    const vector = before.get(passageOf(file, index));
    if (vector === undefined) missing.push(index);
    else known.set(index, vector);
  });
  return { known, missing };
}

/** What a chunk says to a model of embeddings: its headings tell what it is about, in each of its windows. */
function textsOf(file: KnowledgeFile, id: number): string[] {
  const above = aboveOf(file, id);
  return windowsOf(file.chunks[id]?.text ?? '').map((window) => `${above}\n${window}`);
}

/** All that makes a chunk's vector what it is. */
function passageOf(file: KnowledgeFile, id: number): string {
  return `${aboveOf(file, id)}\n${file.chunks[id]?.text}`;
}

function aboveOf({ pages, chunks }: KnowledgeFile, id: number): string {
  const chunk = chunks[id] as IndexedChunk;
  return [pages[chunk.page]?.title ?? '', ...chunk.path].join('\n');
}
