/** The five looks that stories are pictured in, and which story is pictured in which. */
import type { Page } from 'playwright';

export type LookName = 'light' | 'dark' | 'forced-colours' | 'right-to-left' | 'narrow';

/** The size of what is to be seen, in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

const WIDE: WindowSize = { width: 1024, height: 680 };
/** A small phone. */
const NARROW: WindowSize = { width: 320, height: 640 };

async function turn(page: Page, lang: string, dir: 'ltr' | 'rtl'): Promise<void> {
  await page.evaluate(
    (attributes) => {
      // The page, and the piece of page that a story stands on.
      for (const element of document.querySelectorAll('html, .stage')) {
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      }
    },
    { lang, dir },
  );
}

type Media = Parameters<Page['emulateMedia']>[0];

/** How each look differs from the first. */
const LOOKS: Record<LookName, { readonly size?: WindowSize; readonly media?: Media; readonly isArabic?: true }> = {
  light: {},
  dark: { media: { colorScheme: 'dark' } },
  // Dark, as most of the contrast themes of Windows.
  'forced-colours': { media: { colorScheme: 'dark', forcedColors: 'active' } },
  narrow: { size: NARROW },
  'right-to-left': { isArabic: true },
};

/** Brings the page of a story into a look. It then needs a moment: `settle` of `StoryVisits` waits for it. */
export async function putOn(look: LookName, page: Page, size?: WindowSize): Promise<void> {
  const { size: own = WIDE, media, isArabic } = LOOKS[look];
  await page.setViewportSize(size ?? own);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
  await turn(page, isArabic ? 'ar' : 'en', isArabic ? 'rtl' : 'ltr');
}

/** In this order: the language comes back last, as parts that come late cost most there. */
export const LOOK_NAMES: readonly LookName[] = ['light', 'dark', 'forced-colours', 'narrow', 'right-to-left'];

interface Exception {
  readonly stories: RegExp;
  readonly looks: readonly LookName[];
  readonly reason: string;
}

/** The first that fits counts. */
const EXCEPTIONS: readonly Exception[] = [
  {
    stories: /^local-llm-chat-accessibility-script--/,
    looks: [],
    reason: 'Pages to follow a script on: each surface is in a story of its own.',
  },
  {
    stories: /^local-llm-chat-(languages--(chinese-simplified|hindi|japanese)|tasks--languages$)/,
    looks: [],
    reason: 'A font for its letters is a package of many megabytes.',
  },
  { stories: /^local-llm-chat-composer--reading$/, looks: [], reason: 'Real work, which is never twice as far.' },
  { stories: /^local-llm-chat-messages--avatars$/, looks: [], reason: 'Its avatars are the emoji of the machine.' },
  {
    stories: /^local-llm-chat-knowledge--(searching|reading|failed-index|empty)$/,
    looks: ['light', 'narrow'],
    reason: 'Other words on the surface of "Not found" and of the states.',
  },
  {
    stories: /^local-llm-chat-knowledge--card$/,
    looks: [],
    reason: 'Each look sets the language, which draws the answer anew: the card goes with its mark.',
  },
  { stories: /^local-llm-chat-forms--on-a-phone$/, looks: ['narrow'], reason: 'It is there for a small screen.' },
  {
    stories: /^local-llm-chat-languages--|^local-llm-chat-states--narrow-right-to-left$/,
    looks: ['light', 'narrow'],
    reason: 'It has a language of its own, and the surface of "Answered" or "First visit".',
  },
  {
    stories: /^local-llm-chat-states--(checking|first-visit-.+|disk-full|file-was-changed|unsupported|slots)$/,
    looks: ['light', 'narrow'],
    reason: 'Other words on the surface of "First visit", "Download failed" or "Ready".',
  },
  {
    stories: /^local-llm-chat-composer--too-full$/,
    looks: ['light'],
    reason: 'The surface of "Nearly full"; where it is narrow, the log is too low to stand twice at the same place.',
  },
  {
    stories: /^local-llm-chat-composer--(pasted-text|words-alone)$/,
    looks: ['light', 'narrow'],
    reason: 'The surface of "Attachments" or "Ready".',
  },
  {
    stories: /^local-llm-chat-forms--launcher-(first-visit|with-words)$|^pieces-by-hand--(first-visit|by-name)$/,
    looks: ['light', 'narrow'],
    reason: 'What "Launcher", "First visit" and "Three columns" show, put together.',
  },
  {
    stories: /^local-llm-chat-markdown--while-it-is-written$|^local-llm-chat-messages--(failed|thousand-messages)$/,
    looks: ['light', 'narrow'],
    reason: 'The surface of "Everything" or "Answer failed".',
  },
  {
    stories:
      /^local-llm-chat-models--(continue-download|download-(offline|retrying|interrupted)|no-room|stepped-down|nothing-stored|storage-unreadable|reading-storage|answer-can-go-on)$/,
    looks: ['light', 'narrow'],
    reason: 'Other words on the surface of "First visit", "Downloading", "Download failed" or "Delete question".',
  },
  {
    stories:
      /^local-llm-summary-states--(asked-again|unknown-size|queued|starting|headline|stopped|no-article|unsupported)$/,
    looks: ['light', 'narrow'],
    reason: 'Other words on the surface of "First visit", "Reading" or "Article changed".',
  },
  {
    stories: /^local-llm-search-states--(empty|nothing-found|failed|files)$/,
    looks: ['light', 'narrow'],
    reason: 'What "Results" shows, with less on it or other words.',
  },
  {
    stories: /^local-llm-chat-conversations--(nothing-found|on-the-device|imported|import-refused)$/,
    looks: ['light', 'narrow'],
    reason: 'Other words on the surface of "Column" or "Sheet".',
  },
];

/** The looks that a story is pictured in. */
export function looksOf(story: string): readonly LookName[] {
  return EXCEPTIONS.find(({ stories }) => stories.test(story))?.looks ?? LOOK_NAMES;
}
