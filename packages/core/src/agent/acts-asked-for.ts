/** Whether a question, once what it surely asks for is looked up, can still want something to be done. */
import type { OfferedTool } from './planner.js';

/** Shorter words name nothing. */
const SHORTEST = 4;
/** So many letters two words share that are forms of one. */
const STEM = 5;
/** A question of so few words that no tool knows is all about what was looked up. */
const FEW_WORDS = 6;

/**
 * The acts that a question may want besides what was looked up for it. The smallest models choose anything that is
 * offered, so an act is offered then only where the question has a word of it: of its name, its description or its
 * arguments, and not one of what was looked up. A longer question that has no word of any tool may be in another language
 * than they are: of that one nothing is said.
 */
export function actsAskedFor(
  acts: readonly OfferedTool[],
  lookedUp: readonly OfferedTool[],
  question: string,
): readonly OfferedTool[] {
  const asked = wordsIn(question);
  const known = new Set(lookedUp.flatMap(wordsOf));
  const named = acts.filter((act) => wordsOf(act).some((word) => !known.has(word) && isAmong(word, asked)));
  if (named.length > 0) return named;
  const isForeign = ![...acts, ...lookedUp].some((tool) => wordsOf(tool).some((word) => isAmong(word, asked)));
  return isForeign && countOf(question) > FEW_WORDS ? acts : [];
}

function wordsOf({ manifest }: OfferedTool): readonly string[] {
  const { properties = {} } = manifest.input as { readonly properties?: object };
  return wordsIn([manifest.name, manifest.description, ...Object.keys(properties)].join(' '));
}

/** In forms that are compared: `fills` and `fill`, `sending` and `sends`. */
function isAmong(word: string, words: readonly string[]): boolean {
  return words.some((other) => {
    const length = Math.min(STEM, word.length, other.length);
    return word.slice(0, length) === other.slice(0, length);
  });
}

function wordsIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST);
}

/** Also of languages that write without spaces. */
function countOf(text: string): number {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments].filter(({ segment, isWordLike }) => isWordLike && /\p{L}/u.test(segment)).length;
}
