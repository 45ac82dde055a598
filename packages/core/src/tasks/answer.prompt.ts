/** What a model is asked when it answers from a text. */
import type { PromptMessage } from '../generate.js';

/** What a model is to say when the text has no answer. */
export const NOT_SAID = 'The text does not say.';

/** Asks a question about a part of a text. */
export function answerPrompt(text: string, question: string): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content: `Answer the question with words from the text, in one short sentence. If the text has no answer, reply: ${NOT_SAID}`,
    },
    { role: 'user', content: `${text}\n\nQuestion: ${question}` },
  ];
}
