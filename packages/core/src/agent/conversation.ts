/** A conversation as each pass may see it: words of the user and the site for the one that acts, all for the other. */
import type { PromptMessage } from '../generate.js';
import { HIDDEN_ANSWER, TEXT_ALONE } from './agent-prompts.js';

/** What a request holds. */
export interface ReadConversation {
  /** For the pass that acts. */
  readonly plain: readonly PromptMessage[];
  /** The user's own words, oldest first. */
  readonly userTexts: readonly string[];
  /** The last of them. */
  readonly question: string;
  /** What came along with the user's words, as it stands in the prompt. */
  readonly documents: readonly string[];
  /** An answer among them is hidden from the pass that acts, but not from the one that answers, which may repeat it. */
  readonly hasHiddenAnswers: boolean;
}

/**
 * Takes a conversation apart.
 *
 * @param isOwnAnswer tells an answer that was made of nothing but words of the user and the site. Others are hidden from
 *   the pass that acts: a document may have written them.
 */
export function readConversation(
  messages: readonly PromptMessage[],
  isOwnAnswer: (text: string) => boolean,
): ReadConversation {
  const userTexts: string[] = [];
  const documents: string[] = [];
  let hasHiddenAnswers = false;
  const plain = messages.map(({ role, content, ownText = content }): PromptMessage => {
    if (role === 'assistant') {
      const isOwn = isOwnAnswer(content);
      if (!isOwn) hasHiddenAnswers = true;
      return { role, content: isOwn ? content : HIDDEN_ANSWER };
    }
    if (role === 'user') {
      userTexts.push(ownText);
      if (ownText !== content) documents.push(content);
    }
    // Chat templates refuse turns without a word.
    return { role, content: ownText === '' ? TEXT_ALONE : ownText };
  });
  return { plain, userTexts, documents, question: userTexts.at(-1) ?? '', hasHiddenAnswers };
}
