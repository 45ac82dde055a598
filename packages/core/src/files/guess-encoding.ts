/** Guesses encodings by how often signs and pairs of signs occur in the languages that each was made for. */
import { analyse } from 'chardet';

/** Below this a guess is no better than none. */
const CONFIDENCE_LEAST = 30;

/** Names of encodings that the text may have, the likeliest first. */
export function guessEncodings(sample: Uint8Array): string[] {
  return analyse(sample)
    .filter(({ confidence }) => confidence >= CONFIDENCE_LEAST)
    .map(({ name }) => name);
}
