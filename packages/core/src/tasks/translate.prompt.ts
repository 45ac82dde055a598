/** What a model is asked when it translates. */
import type { PromptMessage } from '../generate.js';
import { languageName } from './languages.js';

/** Between which languages. */
export interface TranslateWish {
  /** The language of the text, as a BCP 47 tag. Default: the model sees for itself. */
  readonly from?: string;
  /** The language to translate to, as a BCP 47 tag. */
  readonly to: string;
}

export function translatePrompt(text: string, { from, to }: TranslateWish): readonly PromptMessage[] {
  const source = from === undefined ? '' : ` from ${languageName(from)}`;
  return [
    {
      role: 'system',
      content: `Translate the input text${source} to ${languageName(to)}. Keep names, numbers and marks such as {1} as they are. Reply with the translation only.`,
    },
    { role: 'user', content: text },
  ];
}
