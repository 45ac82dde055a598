/** What a model is asked when it chooses keywords. */
import type { PromptMessage } from '../generate.js';

export function keywordsPrompt(text: string, count: number): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content: `List the ${count} keywords that best say what the input text is about, as a JSON array.`,
    },
    { role: 'user', content: text },
  ];
}
