/** The fonts of pictures: those of one machine differ from those of the next. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const PATH = '/picture-fonts/';

interface Face {
  /** The package. */
  readonly from: string;
  readonly file: string;
  readonly style?: 'italic';
  /** The characters that it is for; all that it has if not given. */
  readonly range?: string;
}

/** For each family: Arabic, and the arrow back from a footnote. */
const SHARED: readonly Face[] = [
  {
    from: '@fontsource-variable/noto-sans-arabic',
    file: 'noto-sans-arabic-arabic-wght-normal',
    range: 'U+0600-06FF, U+200C-200F, U+FB50-FEFC',
  },
  { from: '@fontsource/noto-sans-math', file: 'noto-sans-math-latin-400-normal', range: 'U+21A9' },
];

function upright(name: string): Face {
  return { from: `@fontsource-variable/${name}`, file: `${name}-latin-wght-normal` };
}

function italic(name: string): Face {
  return { from: `@fontsource-variable/${name}`, file: `${name}-latin-wght-italic`, style: 'italic' };
}

const FAMILIES: Readonly<Record<string, readonly Face[]>> = {
  'Picture Sans': [upright('inter'), italic('inter'), ...SHARED],
  'Picture Mono': [upright('jetbrains-mono'), italic('jetbrains-mono'), ...SHARED],
  // What the theme "paper" asks for first, and most machines lack.
  'Iowan Old Style': [upright('source-serif-4'), italic('source-serif-4'), ...SHARED],
};

const { resolve } = createRequire(import.meta.url);

const packages = new Set(Object.values(FAMILIES).flatMap((faces) => faces.map(({ from }) => from)));

/** Where the server finds them. */
export const fontMounts = [...packages].map((from) => ({
  path: `${PATH}${from}/`,
  folder: dirname(resolve(`${from}/package.json`)),
  only: /^files\/[\w-]+\.woff2$/,
}));

const rules = Object.entries(FAMILIES).flatMap(([family, faces]) =>
  faces.map(
    ({ from, file, style = 'normal', range }) => `@font-face {
  font-family: '${family}';
  font-weight: 100 900;
  font-style: ${style};
  font-display: block;
  src: url('${PATH}${from}/files/${file}.woff2') format('woff2');
  ${range ? `unicode-range: ${range};` : ''}
}`,
  ),
);

/** Gives them to the page of a story, in place of what it would take of the machine. */
export const fontSheet = `${rules.join('\n')}
.stage {
  font-family: 'Picture Sans' !important;
  --llm-mono: 'Picture Mono';
}`;
