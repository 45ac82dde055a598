/** Which files can be read, told by their names and types alone. */

/** How a file is read. */
export type FileKind = 'text' | 'html' | 'table' | 'pdf';

/** Endings and types of kinds that are read in a way of their own. */
const KINDS: readonly { readonly kind: FileKind; readonly endings: readonly string[]; readonly types: RegExp }[] = [
  { kind: 'pdf', endings: ['pdf'], types: /^application\/(x-)?pdf$/ },
  { kind: 'html', endings: ['html', 'htm', 'xhtml'], types: /^(text\/html|application\/xhtml\+xml)$/ },
  { kind: 'table', endings: ['csv', 'tsv', 'tab'], types: /^text\/(csv|tab-separated-values)$/ },
];

/** Types of texts that are not called `text/…`. */
const TEXT_TYPES =
  /^(text\/.+|application\/((.+[+-])?(json|xml|yaml|toml)|(x-)?(javascript|ecmascript|typescript|sh|httpd-php|sql|tex|latex|subrip|ndjson|graphql)|rtf-text)|message\/rfc822)$/;

/** Endings of texts, most of them of source code. Systems know few of these types, and take `.ts` for a video. */
const TEXT_ENDINGS = new Set(
  `txt text md markdown mdx rst adoc org log tex bib srt vtt ics vcf eml json jsonl ndjson json5 jsonc geojson ipynb xml
  rss atom yaml yml toml ini cfg conf properties env lock diff patch js mjs cjs jsx ts mts cts tsx vue svelte astro css
  scss sass less py pyi rb php java kt kts scala groovy gradle c h cc cpp cxx hpp hh m mm cs fs fsx vb go rs swift dart
  lua pl pm r jl hs elm ex exs erl clj cljs lisp el ml mli nim zig v sol sql graphql gql proto tf hcl sh bash zsh fish
  ps1 bat cmd mk cmake dockerfile makefile gitignore editorconfig`.split(/\s+/),
);

/** Endings of files that are no texts, for systems that do not know their types. */
const OTHER_ENDINGS = new Set(
  `doc docx dot odt rtf pages xls xlsx xlsb ods numbers ppt pptx odp key epub mobi djvu ps zip gz tgz bz2 xz zst 7z rar
  tar jar war apk iso dmg exe dll so dylib bin dat wasm class o a pyc png jpg jpeg gif webp avif heic bmp ico tif tiff
  psd ai svgz mp3 wav ogg oga flac m4a aac mp4 mov avi mkv webm mpg mpeg ttf otf woff woff2 eot db sqlite sqlite3 mdb
  parquet feather arrow pkl npy npz onnx gguf safetensors pt pth h5`.split(/\s+/),
);

/** For the `accept` attribute of `<input type="file">`. */
export const acceptedTypes: string = [
  ...['text/*', 'application/pdf', 'application/json', 'application/xml', 'application/xhtml+xml'],
  ...KINDS.flatMap(({ endings }) => endings).map((ending) => `.${ending}`),
  ...[...TEXT_ENDINGS].map((ending) => `.${ending}`),
].join(',');

/**
 * Whether a file of this name and type can be read: texts and source code of all kinds, Markdown, HTML, CSV, PDF. A
 * file of an unknown kind is taken for a text until its content says otherwise.
 *
 * @param mediaType as browsers give it in `file.type`, which is empty where the system does not know it.
 *
 * @example
 * ```ts
 * import { canRead } from '@local-llm-chat/core/files';
 *
 * canRead('report.pdf', 'application/pdf'); // true
 * canRead('Makefile', ''); // true
 * canRead('holiday.jpg', 'image/jpeg'); // false
 * ```
 */
export function canRead(name: string, mediaType: string): boolean {
  return kindOf(name, mediaType) !== null;
}

/** How to read a file of this name and type; `null` for one that cannot be read. */
export function kindOf(name: string, mediaType: string): FileKind | null {
  const ending = endingOf(name);
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  // A name is chosen by a person; a type is what some program thinks of the name.
  const special = KINDS.find(({ endings }) => endings.includes(ending)) ?? KINDS.find(({ types }) => types.test(type));
  if (special !== undefined) return special.kind;
  if (TEXT_ENDINGS.has(ending) || TEXT_TYPES.test(type)) return 'text';
  if (name.includes('.') && OTHER_ENDINGS.has(ending)) return null;
  return type === '' || type === 'application/octet-stream' ? 'text' : null;
}

/** The type to note where the browser gave none. */
export function mediaTypeOf(kind: FileKind, given: string): string {
  if (given !== '') return given;
  return { text: 'text/plain', html: 'text/html', table: 'text/csv', pdf: 'application/pdf' }[kind];
}

/** What comes after the last dot of a name; the whole name where there is none, as in `Makefile`. */
function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
