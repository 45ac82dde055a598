/** Finds a title for a text. */

import { beginningOf } from './beginning.js';
import { defineTask } from './define-task.js';
import { nothing } from './map-reduce.js';
import { plainAnswer } from './tidy-answer.js';
import { titlePrompt } from './title.prompt.js';
import { heldTitle, shortened } from './titled.js';
import { isWrittenIn } from './written-in.js';

/** How a title is to be. */
export interface TitleOptions {
  /** The language of the title, as a BCP 47 tag. Default: the language of the text. */
  readonly language?: string;
}

const ANSWER_TOKENS = 32;

/**
 * Finds a title of a few words. What a text is about stands at its beginning: of a long one, as much is read as fits,
 * in one call. A title that names nothing of what the text is about gives way to the
 * beginning of its first sentence that does.
 *
 * @returns one line without quotation marks and full stop; empty for a text without a word.
 * @throws LocalLLMError `aborted`, `invalid-request` for what is no text, and what the engine throws.
 * @example
 * ```ts
 * import { title } from '@local-llm-chat/core/tasks';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'A New Bridge for Oberau' });
 * await llm.load();
 * console.log(await title('The council of Oberau has decided to build a bridge …', { model: llm }));
 * ```
 */
export const title = defineTask<string, TitleOptions, string>({
  name: 'Finding a title',
  async prepare(text, options, desk) {
    const start = await beginningOf(text, (part) => titlePrompt(part, options), ANSWER_TOKENS, desk);
    if (start === '') return nothing('');
    const messages = titlePrompt(start, options);
    return {
      plan: { chunks: 1, calls: 1, promptTokens: await desk.cost(messages), answerTokens: ANSWER_TOKENS },
      async run(show) {
        const question = { messages, answerTokens: ANSWER_TOKENS, stop: ['\n'] };
        const { text: answer } = await desk.ask({ ...question, onText: (growing) => show(shortened(read(growing))) });
        desk.chunkDone();
        const { language } = options;
        const isComparable = language === undefined || isWrittenIn(start, language);
        return isComparable ? heldTitle(read(answer), start) : shortened(read(answer));
      },
    };
  },
});

function read(answer: string): string {
  const [line = ''] = plainAnswer(answer).split('\n');
  const title = line
    .replace(/^(?:#+|\d+[.)]) */, '')
    .replaceAll(/\*\*/g, '')
    .replace(/(?<![.!?])[.。]$/, '')
    .trim();
  return title;
}
