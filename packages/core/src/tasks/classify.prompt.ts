/** What a model is asked when it sorts a text. */
import type { PromptMessage } from '../generate.js';

/** A label, with what it stands for where its name does not say it. */
export interface Label {
  readonly name: string;
  readonly description?: string;
}

/** Asks which label a text has. Without the text: what the model would say anyway. */
export function labelPrompt(text: string | null, labels: readonly Label[]): readonly PromptMessage[] {
  return [
    { role: 'system', content: `Say which category the text belongs to. The categories are:\n${list(labels)}` },
    { role: 'user', content: `${text ?? 'N/A'}\n\nThe category of this text is:` },
  ];
}

/** Asks whether a text has one label. */
export function yesNoPrompt(text: string | null, { name, description }: Label): readonly PromptMessage[] {
  const what = description === undefined ? name : `${name} (${description})`;
  return [
    { role: 'system', content: 'Answer the question about the text with yes or no.' },
    { role: 'user', content: `${text ?? 'N/A'}\n\nIs this text about “${what}”?` },
  ];
}

function list(labels: readonly Label[]): string {
  return labels
    .map(({ name, description }) => (description === undefined ? `- ${name}` : `- ${name}: ${description}`))
    .join('\n');
}
