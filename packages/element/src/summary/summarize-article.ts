/** Asks the model for a summary. It comes with the first press, together with all that reads a text. */
import { summarize, type TaskOptions, type TaskRun } from '@local-llm-chat/core/tasks';
import type { SummarySettings } from './summary-settings.js';

const FORMATS = ['paragraph', 'bullets', 'headline', 'tldr'] as const;
const LENGTHS = ['short', 'medium', 'long'] as const;

/** Attributes can hold any text: what is no known word counts as the default. */
export function summarizeArticle(text: string, settings: SummarySettings, options: TaskOptions): TaskRun<string> {
  const format = FORMATS.find((one) => one === settings.format);
  const length = LENGTHS.find((one) => one === settings.length);
  return summarize(text, {
    ...options,
    ...(format && { format }),
    ...(length && { length }),
    ...(settings.language && { language: settings.language }),
    ...(settings.focusOn && { focus: settings.focusOn }),
  });
}
