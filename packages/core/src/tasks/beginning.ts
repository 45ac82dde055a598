/** As much of the beginning of a text as a model can read in one call. */
import type { PromptMessage } from '../generate.js';
import { splitText } from './chunks.js';
import type { Desk } from './desk.js';
import { readInput } from './read-input.js';

/** The whole text where it fits; empty for a text without a word. It ends at a paragraph or a sentence if it can. */
export async function beginningOf(
  text: string,
  prompt: (part: string) => readonly PromptMessage[],
  answerTokens: number,
  desk: Desk,
): Promise<string> {
  if (readInput(text).isBlank) return '';
  const room = await desk.room(prompt(''), answerTokens);
  // A token has at least a character, and seldom more than sixteen.
  const near = text.slice(0, room * 16);
  const [first] = await splitText(near, {
    maxTokens: room,
    countTokens: desk.model.countTokens,
    ...(desk.signal ? { signal: desk.signal } : {}),
  });
  return first?.text.trim() ?? '';
}
