/** The pictures of the docs and of the README: of which story, in which look, how large. */
import type { LookName } from './looks.js';

/** One picture. */
export interface DocsPicture {
  /** From the repository's folder. */
  readonly file: string;
  readonly story: string;
  readonly look: LookName;
  /** Of the window, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Only the chat, and a little around it, instead of the whole window. */
  readonly isChat?: boolean;
  /** Pixels of the picture for each of these. */
  readonly scale: number;
  /** As it would be on paper. */
  readonly isPrinted?: boolean;
}

/** Where the docs have theirs. */
export const DOCS_FOLDER = 'apps/docs/pictures/';

/** For eyes and screens of today. */
const SHARP = 2;

const LOOKS = 'local-llm-chat-looks--';
const FORMS = 'local-llm-chat-forms--';
const SCHEMES = ['light', 'dark'] as const;

function inBoth(name: string, story: string, isChat: boolean, width: number, height: number): DocsPicture[] {
  return SCHEMES.map((look) => ({
    file: `${DOCS_FOLDER}${name}.${look}.webp`,
    story,
    look,
    width,
    height,
    isChat,
    scale: SHARP,
  }));
}

export const docsPictures: readonly DocsPicture[] = [
  ...['paper', 'midnight', 'contrast'].flatMap((theme) => inBoth(`theme-${theme}`, LOOKS + theme, true, 640, 640)),
  ...inBoth('compact', `${LOOKS}compact`, true, 640, 560),
  {
    file: `${DOCS_FOLDER}forced-colours.webp`,
    story: `${LOOKS}midnight`,
    look: 'forced-colours',
    width: 640,
    height: 640,
    isChat: true,
    scale: SHARP,
  },
  {
    file: `${DOCS_FOLDER}print.webp`,
    story: 'local-llm-chat-states--answered',
    look: 'light',
    width: 640,
    height: 740,
    isChat: true,
    scale: SHARP,
    isPrinted: true,
  },
  ...inBoth('form-inline', `${FORMS}in-the-page`, false, 760, 660),
  ...inBoth('form-panel', `${FORMS}side-panel`, false, 760, 580),
  ...inBoth('form-launcher', `${FORMS}launcher-open`, false, 760, 580),
  ...SCHEMES.map((look) => ({
    file: look === 'light' ? 'docs/images/chat.png' : 'docs/images/chat-dark.png',
    story: 'local-llm-chat-conversations--everyday',
    look,
    width: 980,
    height: 760,
    isChat: true,
    scale: 1.25,
  })),
];
