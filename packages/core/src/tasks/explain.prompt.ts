/** What a model is asked when it explains. Instructions come before the text, so that engines read them once for all chunks. */
import type { PromptMessage } from '../generate.js';
import { languageName } from './languages.js';

/** How a text is explained. */
export interface ExplainWish {
  /** The language of the explanation, as a BCP 47 tag. Default: the language of the text. */
  readonly language?: string;
}

/** Asks about a text. */
export function explainPrompt(text: string, wish: ExplainWish): readonly PromptMessage[] {
  return [{ role: 'user', content: `${instruction(wish, 'the following text')}\n\n${text}` }];
}

/** Asks for one explanation of several. */
export function joinedExplanationPrompt(explanations: string, wish: ExplainWish): readonly PromptMessage[] {
  const what = 'the input text, which consists of notes on the parts of one document';
  return [
    { role: 'system', content: instruction(wish, what) },
    { role: 'user', content: explanations },
  ];
}

function instruction({ language }: ExplainWish, what: string): string {
  const wish = language === undefined ? '' : ` Write in ${languageName(language)}.`;
  return `Explain ${what} in plain words and short sentences to a reader who knows nothing of its subject. Say what its difficult words mean. Keep names and numbers exactly as they are.${wish}`;
}
