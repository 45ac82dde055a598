/** Writes an index where a site serves it, whole or not at all, and reads the one that was there. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type KnowledgeFile, readKnowledgeFile } from '@local-llm-chat/core/knowledge';

/** Sizes of an index, in bytes. */
export interface IndexSizes {
  /** As JSON. */
  readonly bytes: number;
  /** As it travels: compressed, by the host or by us. */
  readonly compressedBytes: number;
}

/** An index as bytes. */
export interface PackedIndex extends IndexSizes {
  readonly content: Uint8Array;
}

/** @param compresses for hosts that serve files as they are; pages read both. */
export function packIndex(file: KnowledgeFile, compresses: boolean): PackedIndex {
  const json = Buffer.from(JSON.stringify(file));
  // Level 9 for what is made once and fetched by everybody.
  const compressed = gzipSync(json, { level: 9 });
  return {
    content: compresses ? compressed : json,
    bytes: json.length,
    compressedBytes: compressed.length,
  };
}

/** Whoever fetches it at this moment gets the old one or the new one. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Null where there is none, or one of another version: all is done anew then. */
export async function readPrevious(path: string): Promise<KnowledgeFile | null> {
  try {
    return await readKnowledgeFile(new Uint8Array(await readFile(path)), path);
  } catch {
    return null;
  }
}
