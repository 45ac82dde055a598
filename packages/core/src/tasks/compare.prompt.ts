/** What a model is asked when it says in words how two texts differ. */
import type { PromptMessage } from '../generate.js';

export function comparePrompt(differences: string): readonly PromptMessage[] {
  return [
    {
      role: 'system',
      content:
        'Two versions of a text differ as listed. Say in one or two sentences what is different. Keep names and numbers exactly as they are.',
    },
    { role: 'user', content: differences },
  ];
}
