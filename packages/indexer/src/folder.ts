/** The pages in a folder: sources in Markdown, or a site that was built. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { type FoundPage, skip } from './found-page.js';
import { PDF, READ_ENDINGS, readPages } from './read-page.js';

/** How files become addresses. */
export type AddressStyle =
  /** `guide/start.md` is at `guide/start`, `guide/index.md` at `guide/`. */
  | 'clean'
  /** `guide/start.md` is at `guide/start.html`, `guide/index.md` at `guide/`. */
  | 'html'
  /** As the file is called. */
  | 'file';

/** See {@link pagesInFolder}. */
export interface FolderOptions {
  /** What stands before each address. Default: `/`. */
  readonly base?: string;
  /** Default: `clean`. */
  readonly addresses?: AddressStyle;
  /** Of pages that name none. */
  readonly language?: string;
  /** Files to leave out, by their path from the folder, with `/`. */
  readonly ignores?: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

const FOLDERS_LEFT_OUT = new Set(['node_modules']);

/**
 * Reads them one by one, in the order of their paths, so that the same folder gives the same index everywhere.
 *
 * @throws what `readdir` throws over a folder that is not there.
 */
export async function* pagesInFolder(folder: string, options: FolderOptions = {}): AsyncGenerator<FoundPage> {
  const { base = '/', addresses = 'clean', language, ignores = () => false, signal } = options;
  for (const path of await filesIn(folder)) {
    if (ignores(path)) continue;
    const ending = extname(path).toLowerCase();
    const source = join(folder, path);
    // A site has pictures, scripts and fonts: nobody expects them to be read.
    if (!READ_ENDINGS.has(ending)) continue;
    const bytes = await readFile(source).catch(() => null);
    if (bytes === null) {
      yield skip(source, 'unreadable');
      continue;
    }
    const url = `${base}${addressOf(path, ending === PDF ? 'file' : addresses)}`;
    yield* await readPages({ source, url, ending, bytes, language }, signal);
  }
}

/** See {@link AddressStyle}. Signs that an address cannot have are encoded. */
export function addressOf(path: string, style: AddressStyle): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (style === 'file') return encoded;
  const bare = encoded.slice(0, encoded.length - extname(encoded).length);
  const directory = /^(?:(.*\/)|)(?:index|README|readme)$/.exec(bare);
  if (directory !== null) return directory[1] ?? '';
  return style === 'html' ? `${bare}.html` : bare;
}

/** Hidden files and folders are none of the site's. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => parts.every((part) => !part.startsWith('.') && !FOLDERS_LEFT_OUT.has(part)))
    .map((parts) => parts.join('/'))
    .sort((a, b) => (a < b ? -1 : 1));
}
