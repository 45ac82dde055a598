/** What a model is asked when it corrects. */
import type { PromptMessage } from '../generate.js';

export function proofreadPrompt(sentence: string): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content:
        'Correct the spelling, grammar and punctuation of the sentence. Change nothing else. If it is correct, repeat it.',
    },
    { role: 'user', content: sentence },
  ];
}
