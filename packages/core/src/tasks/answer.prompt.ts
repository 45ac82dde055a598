/** What a model is asked when it answers from a text. */
import type { PromptMessage } from '../generate.js';

/** Asks a question about a part of a text. */
export function answerPrompt(text: string, question: string): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content: 'Answer the question about the text with words from the text, in one short sentence.',
    },
    { role: 'user', content: `${text}\n\nQuestion: ${question}` },
  ];
}
