/** What is noted about a model: which files it has, and when it was last used. Pure. */
import type { ModelEngine } from '../models/model-record.js';

/** A file of a model, as it was when the model was last seen whole. */
export interface NotedFile {
  readonly key: string;
  readonly bytes: number;
  /** When its data was last written. */
  readonly modifiedAt: number;
}

export interface ModelNote {
  readonly id: string;
  readonly name: string;
  readonly engine: ModelEngine;
  /** Keys of its files, as far as they are known. */
  readonly keys: readonly string[];
  /** Set once all of them have been there. */
  readonly files: readonly NotedFile[] | null;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly lastUsedAt: number;
}

/** Reads a note; `null` when it is none. */
export function readModelNote(text: string): ModelNote | null {
  try {
    const note: unknown = JSON.parse(text);
    return isModelNote(note) ? note : null;
  } catch {
    return null;
  }
}

/** The keys that only the model of this id has, so that they go with it. */
export function ownKeys(id: string, notes: readonly ModelNote[]): readonly string[] {
  const shared = new Set(notes.filter((note) => note.id !== id).flatMap(({ keys }) => keys));
  const own = notes.filter((note) => note.id === id).flatMap(({ keys }) => keys);
  return own.filter((key) => !shared.has(key));
}

function isModelNote(value: unknown): value is ModelNote {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, engine, keys, files, savedAt, lastUsedAt } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    (engine === 'wllama' || engine === 'webllm') &&
    Array.isArray(keys) &&
    keys.every((key) => typeof key === 'string') &&
    (files === null || (Array.isArray(files) && files.every(isNotedFile))) &&
    typeof savedAt === 'number' &&
    typeof lastUsedAt === 'number'
  );
}

function isNotedFile(value: unknown): value is NotedFile {
  if (typeof value !== 'object' || value === null) return false;
  const { key, bytes, modifiedAt } = value as Record<string, unknown>;
  return typeof key === 'string' && typeof bytes === 'number' && typeof modifiedAt === 'number';
}
