/** Marks in an answer that stand for its sources: `[1]` becomes a small link, if there is a first source. */
import { markHidden } from './hidden-characters.js';

/** What a mark stands for. */
export interface Citation {
  /** What it is called by people who listen. */
  readonly label: string;
  /** Where it leads; `null` for nowhere. */
  readonly url: URL | null;
  /** That is in the page which is open. */
  readonly isHere: boolean;
}

/** By the number in the mark. */
export type Citations = ReadonlyMap<number, Citation>;

const MARK = /\[(\d{1,3})\]/g;
/** With the space before it. Where a run of spaces is not all of it, none of its parts is tried. */
const MARK_IN_TEXT = /(?:(?<!\s)\s+)?\[\d{1,3}\]/g;

/** A text as it is said, or read on from: without the numbers of its sources. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK_IN_TEXT, '');
}

/** A text with its marks as links. */
export function citedText(text: string, citations: Citations): Node {
  const all = document.createDocumentFragment();
  let end = 0;
  for (const { 0: mark, 1: digits, index } of text.matchAll(MARK)) {
    const citation = citations.get(Number(digits));
    if (citation === undefined) continue;
    all.append(...markHidden(text.slice(end, index)), citationMark(Number(digits), citation));
    end = index + mark.length;
  }
  all.append(...markHidden(text.slice(end)));
  const [only] = all.childNodes;
  return all.childNodes.length === 1 && only ? only : all;
}

/** One mark. It stays `[1]` for whoever copies the text. */
export function citationMark(number: number, { label, url, isHere }: Citation): HTMLElement {
  const mark = document.createElement(url === null ? 'span' : 'a');
  mark.className = 'citation';
  mark.setAttribute('part', 'citation');
  mark.setAttribute('data-number', String(number));
  if (mark instanceof HTMLAnchorElement && url !== null) {
    mark.href = url.href;
    mark.setAttribute('aria-label', label);
    if (!isHere) {
      mark.target = '_blank';
      mark.rel = 'noopener noreferrer nofollow';
    }
  } else mark.title = label;
  mark.append(bracket('['), String(number), bracket(']'));
  return mark;
}

function bracket(sign: string): HTMLElement {
  const shown = document.createElement('span');
  shown.className = 'visually-hidden';
  shown.textContent = sign;
  return shown;
}
