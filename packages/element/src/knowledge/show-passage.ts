/** Shows words in the page that is open: scrolls to them and marks them, without a change to what the page is made of. */

/** The name of the mark, for styles of a page of its own: `::highlight(llm-source)`. */
const MARK = 'llm-source';
/** What has text that nobody reads. */
const UNREAD = 'script, style, noscript, template, textarea, select, svg, [hidden]';

let sheet: CSSStyleSheet | null = null;

/** Shows the first of these passages that the page has, and marks all of them. False when it has none. */
export function showPassage(passages: readonly string[]): boolean {
  const page = pageLetters();
  const ranges = passages.flatMap((passage) => rangeOf(passage, page) ?? []);
  const [first] = ranges;
  if (first === undefined) return false;
  mark(ranges);
  const place = first.startContainer.parentElement;
  for (
    let fold = place?.closest('details:not([open])');
    fold;
    fold = fold.parentElement?.closest('details:not([open])')
  )
    fold.setAttribute('open', '');
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  place?.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' });
  if (place) focusOn(place);
  return true;
}

/** Letters of the page without the spaces between them, and where each one is. */
interface PageLetters {
  readonly text: string;
  readonly nodes: readonly Text[];
  /** For each of `nodes`: where in `text` its letters begin. */
  readonly starts: readonly number[];
}

function pageLetters(): PageLetters {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Element) return isUnread(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    const parent = node.parentElement;
    const isSeen = parent !== null && getComputedStyle(parent).visibility === 'visible';
    return isSeen ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  });
  let text = '';
  const nodes: Text[] = [];
  const starts: number[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push(node);
    starts.push(text.length);
    text += lettersOf(node.data);
  }
  return { text, nodes, starts };
}

/** Asked of each element in turn, on the way down: what is folded has a look, too, and is unfolded to be shown. */
function isUnread(element: Element): boolean {
  if (element.matches(UNREAD)) return true;
  const { display, contentVisibility } = getComputedStyle(element);
  return display === 'none' || contentVisibility === 'hidden';
}

function lettersOf(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function rangeOf(passage: string, page: PageLetters): Range | null {
  const letters = lettersOf(unmarked(passage));
  const start = letters === '' ? -1 : page.text.indexOf(letters);
  if (start < 0) return null;
  const range = document.createRange();
  const [from, to] = [placeOf(start, page), placeOf(start + letters.length - 1, page)];
  if (from === null || to === null) return null;
  range.setStart(...from);
  range.setEnd(to[0], to[1] + 1);
  return range;
}

/** The node with the letter of that number, and where in the node it is. */
function placeOf(letter: number, { nodes, starts }: PageLetters): [Text, number] | null {
  const index = starts.findLastIndex((start) => start <= letter);
  const node = nodes[index];
  if (node === undefined) return null;
  let left = letter - (starts[index] ?? 0);
  for (let offset = 0; offset < node.data.length; offset += 1) {
    if (/\s/.test(node.data[offset] ?? '')) continue;
    if (left === 0) return [node, offset];
    left -= 1;
  }
  return null;
}

/** As the page shows it: without the marks of Markdown. */
function unmarked(passage: string): string {
  return passage
    .replace(/^\s*(?:[-*+]|\d+[.)]|>|#+)\s+/, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*|__|`/g, '');
}

function mark(ranges: readonly Range[]): void {
  // Older browsers scroll there all the same.
  if (typeof Highlight === 'undefined') return;
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`::highlight(${MARK}) { color: MarkText; background-color: Mark; }`);
  }
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  CSS.highlights.set(MARK, new Highlight(...ranges));
}

/** Who reads on by keyboard or by ear does so from there. */
function focusOn(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.setAttribute('tabindex', '-1');
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}
