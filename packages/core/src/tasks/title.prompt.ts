/** What a model is asked when it finds a title. */
import type { PromptMessage } from '../generate.js';
import { languageName } from './languages.js';

export function titlePrompt(text: string, { language }: { readonly language?: string }): readonly PromptMessage[] {
  const inLanguage = language === undefined ? '' : ` in ${languageName(language)}`;
  return [
    {
      role: 'system',
      content: `Write a short, factual title${inLanguage} of three to eight words for the input text. Reply with the title only.`,
    },
    { role: 'user', content: text },
  ];
}
