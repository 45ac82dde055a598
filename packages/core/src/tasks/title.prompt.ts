/** What a model is asked when it finds a title. */
import type { PromptMessage } from '../generate.js';
import { languageName } from './languages.js';

export function titlePrompt(text: string, { language }: { readonly language?: string }): readonly PromptMessage[] {
  const inLanguage = language === undefined ? '' : ` in ${languageName(language)}`;
  return [{ role: 'user', content: `Write a short title${inLanguage} for the following text:\n\n${text}` }];
}
