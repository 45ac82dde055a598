/** A long answer as people hear it: what is said when, by the page's own clock. */
import { type Announcement, ScriptPage, type Stories } from './script-page.js';

/** 180 words a minute, which is where screen readers begin. */
const MS_PER_WORD = 1000 / 3;
const MOST_WORDS = 40;
/** The page is drawn once in so many milliseconds, and no announcement is nearer to its time. */
const FRAME_MS = 100;
const COMPLETE = 'The answer is complete.';

/** What was said of one answer, and how it reads. */
export interface LongAnswer {
  /** In their order, without what says whose they are or that they were the last. */
  readonly pieces: readonly Announcement[];
  readonly text: string;
  /** What was said last. */
  readonly end: string;
}

/** Asks for it and listens to its end. */
export async function hearLongAnswer(stories: Stories): Promise<LongAnswer> {
  const script = await ScriptPage.open(stories, 'long-answer');
  try {
    await script.page.locator('local-llm-chat [part~=add-button]').waitFor({ state: 'attached' });
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'a', 'Enter']) {
      await script.act({ key });
      await script.goOn(FRAME_MS);
    }
    let heard = await script.heard();
    for (let waited = 0; waited < 60_000 && !heard.at(-1)?.text.includes(COMPLETE); waited += FRAME_MS) {
      await script.goOn(FRAME_MS);
      heard = await script.heard();
    }
    const [, ...pieces] = heard;
    const text = (await script.page.locator('local-llm-chat .answer-text').textContent()) ?? '';
    return {
      pieces: pieces.map(({ text: piece, at }) => ({
        text: piece
          .replace(/^Assistant: /, '')
          .replace(COMPLETE, '')
          .trim(),
        at,
      })),
      text,
      end: heard.at(-1)?.text ?? '',
    };
  } finally {
    await script.close();
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const sentences = (text: string): string[] => text.split(/(?<=\.)\s/);

/** Each by its id in the document: says what is wrong. */
export const LISTENED: Readonly<Record<string, (answer: LongAnswer) => readonly string[]>> = {
  'long-1': ({ pieces, text }) => [
    ...pieces.filter((piece) => !piece.text.endsWith('.')).map((piece) => `“${piece.text}” is no whole sentence`),
    // Paragraphs follow one another without a space.
    ...(pieces.map((piece) => words(piece.text).join('')).join('') === words(text).join('')
      ? []
      : ['not all was said']),
    ...(pieces.length > 2 ? [] : [`there were ${pieces.length} pieces`]),
  ],
  'long-2': ({ pieces }) =>
    pieces
      .slice(0, -1)
      .filter((piece) => words(piece.text).length > MOST_WORDS && sentences(piece.text).length > 1)
      .map((piece) => `“${piece.text}” has ${words(piece.text).length} words`),
  'long-3': ({ pieces }) =>
    pieces.slice(0, -2).flatMap((piece, index) => {
      const pause = (pieces[index + 1]?.at ?? 0) - piece.at;
      const needed = words(piece.text).length * MS_PER_WORD;
      return pause + FRAME_MS >= needed ? [] : [`“${piece.text}” had ${pause} ms, and needs ${needed}`];
    }),
  'long-4': ({ end }) => (end.endsWith(COMPLETE) ? [] : [`it ended with “${end}”`]),
};
