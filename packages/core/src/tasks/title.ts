/** Finds a title for a text. */

import { beginningOf } from './beginning.js';
import { defineTask } from './define-task.js';
import { nothing } from './map-reduce.js';
import { plainAnswer } from './tidy-answer.js';
import { titlePrompt } from './title.prompt.js';

/** How a title is to be. */
export interface TitleOptions {
  /** The language of the title, as a BCP 47 tag. Default: the language of the text. */
  readonly language?: string;
}

const ANSWER_TOKENS = 32;
/** What is longer is a sentence, of which the beginning says most. */
const MOST_WORDS = 12;

/**
 * Finds a title of a few words. What a text is about stands at its beginning: of a long one, as much is read as fits,
 * in one call.
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
        const { text: answer } = await desk.ask({ ...question, onText: (growing) => show(read(growing)) });
        desk.chunkDone();
        return read(answer);
      },
    };
  },
});

function read(answer: string): string {
  const [line = ''] = plainAnswer(answer).split('\n');
  const title = line
    .replace(/^#+\s*/, '')
    .replaceAll(/\*\*/g, '')
    .replace(/(?<![.!?])[.。]$/, '')
    .trim();
  return shortened(title);
}

/** A title that is a sentence ends with a part of it: at a colon, a comma or a full stop, else after some words. */
function shortened(title: string): string {
  const words = title.split(' ');
  if (words.length <= MOST_WORDS) return title;
  const start = words.slice(0, MOST_WORDS + 2).join(' ');
  const part = /^(.{12,}?)[.:;,](?: |$)/u.exec(start)?.[1];
  if (part !== undefined && part.split(' ').length >= 3) return part;
  // Small words at the end are the beginning of what is not there.
  return words
    .slice(0, MOST_WORDS)
    .join(' ')
    .replace(/(?: (?:\p{Ll}{1,3}|from|with|that|and|their|after|which))+$/u, '');
}
