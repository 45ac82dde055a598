/** Which assistant belongs to which element, for the pieces of a chat that look for theirs. */
import type { Assistant } from './assistant.js';

const assistants = new WeakMap<Element, Assistant>();
const seekers = new Set<() => void>();
let isTelling = false;

/** The assistant behind an element that owns one. */
export function assistantOf(element: Element): Assistant | undefined {
  return assistants.get(element);
}

/** Makes the assistant of an element known. */
export function own(owner: Element, assistant: Assistant): void {
  assistants.set(owner, assistant);
}

/** Calls back whenever an owner has come into a document or gone from it, until what is returned is called. */
export function seekOwner(seek: () => void): () => void {
  seekers.add(seek);
  return () => void seekers.delete(seek);
}

/** An owner has come or gone. A move is both in one task, and is told of once it has ended. */
export function ownersChanged(): void {
  if (isTelling || seekers.size === 0) return;
  isTelling = true;
  queueMicrotask(() => {
    isTelling = false;
    for (const seek of seekers) seek();
  });
}
