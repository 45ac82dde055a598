/** Pages of knowledge made on the spot: of the page that is open, of what is selected there, of a file. */
import { isElement, mainPart, readElement } from './files/page-text.js';
import { type ReadFileOptions, readFile } from './files/read-file.js';
import type { KnowledgePage } from './knowledge/page.js';

/** Settings of {@link pageOfDocument}. */
export interface PageOfOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The page that is open, or a part of it, as its readers see it: with its headings, without navigation and what is not
 * shown.
 *
 * @param part default: the main part of this page. An element with an `id` is found at that place of the page.
 * @throws whatever the signal was aborted with.
 * @example
 * import { createKnowledge, pageOfDocument } from '@local-llm-chat/core/knowledge';
 *
 * const knowledge = createKnowledge();
 * await knowledge.add(await pageOfDocument());
 * console.log(await knowledge.search('delivery'));
 */
export async function pageOfDocument(
  part: Document | Element = document,
  { signal }: PageOfOptions = {},
): Promise<KnowledgePage> {
  const isPart = isElement(part);
  const page = isPart ? part.ownerDocument : part;
  const root = isPart ? part : mainPart(part);
  const text = await readElement(root, { signal });
  return { ...aboutOf(page, root), url: addressOf(page, isPart ? part.id : ''), text };
}

/**
 * What is selected on a page; null for nothing. Another selection of the page takes the place of the one before.
 *
 * @param selection default: that of this page.
 */
export function pageOfSelection(selection: Selection | null = getSelection()): KnowledgePage | null {
  const text = (selection?.toString() ?? '').trim();
  const node = selection?.anchorNode ?? null;
  if (text === '' || node === null) return null;
  const page = node.ownerDocument ?? document;
  return {
    ...aboutOf(page, isElement(node) ? node : (node.parentElement ?? page.body)),
    url: addressOf(page, 'selection'),
    text,
  };
}

/**
 * A file that was dropped or chosen. It has no address of the web: its `url` is `file:` and its name, so another file of
 * this name takes its place, and nothing links to it.
 *
 * @throws LocalLLMError as `readFile` does: `file-unreadable`, `aborted`, `worker-failed`.
 * @example
 * import { createKnowledge, pageOfFile } from '@local-llm-chat/core/knowledge';
 *
 * const knowledge = createKnowledge();
 * await knowledge.add(await pageOfFile(new File(['A chair costs 40 euros.'], 'prices.txt')));
 */
export async function pageOfFile(file: File, options: ReadFileOptions = {}): Promise<KnowledgePage> {
  const { name, text } = await readFile(file, options);
  return { url: `file:${encodeURIComponent(name.toWellFormed())}`, title: name, text };
}

function aboutOf(page: Document, part: Element): Pick<KnowledgePage, 'title' | 'language'> {
  const language = part.closest('[lang]')?.getAttribute('lang');
  return { title: page.title, ...(language ? { language } : {}) };
}

/** Without what is there of a place: that is another one for each part. */
function addressOf(page: Document, id: string): string {
  const [address = ''] = page.URL.split('#');
  return id === '' ? address : `${address}#${encodeURIComponent(id.toWellFormed())}`;
}
