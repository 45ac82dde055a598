/** Fetches what answers need with the model or the first question: a page shows its first pixel without it. */
import { LocalLLMError } from '../errors.js';

export type Answering = typeof import('./answering.js');

let answering: Answering | null = null;

/** What has been fetched, if it has. */
export function answeringNow(): Answering | null {
  return answering;
}

/**
 * A fetch that failed is tried again.
 *
 * @throws LocalLLMError `network` when it cannot be fetched.
 */
export async function loadAnswering(): Promise<Answering> {
  try {
    answering = await import('./answering.js');
    return answering;
  } catch (cause) {
    throw new LocalLLMError('network', 'A part of the page could not be fetched.', { cause });
  }
}
