/** Takes the text of a living page, as its readers see it, at the moment they ask. */
import { ReadableText, type TagAttributes } from './readable-text.js';
import { tidyText } from './tidy-text.js';

/** A longer page is more than any model here can read. */
const MOST_CHARACTERS = 400_000;
/** The page stays usable meanwhile: it gets its turn after so many milliseconds. */
const TURN_MS = 12;
const ATTRIBUTES = ['href', 'alt', 'start', 'open', 'style', 'aria-hidden'] as const;
/** What stands around the content of a page. */
const AROUND = 'header, footer, aside, [role=banner], [role=contentinfo], [role=complementary], [role=search], search';

/** How a page is read. */
export interface PageTextOptions {
  /** An element that is left out, e.g. the one that asks; all `<local-llm-…>` are. */
  readonly without?: Element | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The text of a page with its headings, lists, tables and links as Markdown: of its main part, where it says which that
 * is. What is not shown, navigation and fields are left out.
 *
 * @throws whatever `signal` was aborted with.
 */
export function readPage(page: Document, options: PageTextOptions = {}): Promise<string> {
  return readElement(mainPart(page), options);
}

/** The same of one part of a page. */
export async function readElement(root: Element, { without, signal }: PageTextOptions = {}): Promise<string> {
  signal?.throwIfAborted();
  const isBody = root === root.ownerDocument.body;
  const text = new ReadableText();
  // Nodes to come, and in between the names of tags that end there.
  const open: (Node | string)[] = [root];
  let length = 0;
  let turnEnd = performance.now() + TURN_MS;
  for (let next = open.pop(); next !== undefined && length < MOST_CHARACTERS; next = open.pop()) {
    if (performance.now() > turnEnd) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      turnEnd = performance.now() + TURN_MS;
    }
    if (typeof next === 'string') text.close(next);
    else if (next.nodeType === Node.TEXT_NODE) {
      const { data } = next as Text;
      length += data.length;
      text.text(data);
    } else if (isElement(next) && isRead(next, without, isBody)) {
      text.open(next.localName, attributesOf(next));
      open.push(next.localName, ...[...childrenOf(next)].reverse());
    }
  }
  return tidyText(text.end()).trim();
}

/** The one part of a page that says of itself that it is the content, else all of it. */
export function mainPart(page: Document): Element {
  for (const selector of ['main, [role=main]', 'article']) {
    const found = [...page.querySelectorAll(selector)].filter((part) => part.checkVisibility());
    const outer = found.filter((part) => !found.some((other) => other !== part && other.contains(part)));
    if (outer.length === 1 && outer[0] && (outer[0].textContent ?? '').trim() !== '') return outer[0];
  }
  return page.body;
}

/** Elements of frames are of other classes than those of this page. */
export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isRead(element: Element, without: Element | undefined, isBody: boolean): boolean {
  if (element === without || element.localName.startsWith('local-llm-')) return false;
  if (element.matches('nav, [role=navigation]') || (isBody && element.matches(AROUND))) return false;
  // An element without a box of its own may hold some that have one.
  return element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).display === 'contents';
}

function childrenOf(element: Element): Iterable<Node> {
  if (element.shadowRoot !== null) return element.shadowRoot.childNodes;
  // Of what is folded away only the title can be read.
  if (element.matches('details:not([open])')) return element.querySelectorAll(':scope > summary');
  const assigned = 'assignedNodes' in element ? (element as HTMLSlotElement).assignedNodes() : [];
  return assigned.length > 0 ? assigned : element.childNodes;
}

function attributesOf(element: Element): TagAttributes {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
