/** What an answer says, read from how it is shown: as plain text to be copied, and as it is spoken. */
import type { Texts } from '../texts.js';

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(['P', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'BLOCKQUOTE', 'DIV', 'HR', 'SECTION', 'FOOTER']);

/** How blocks that are no text are put into words. */
interface Reading {
  code(frame: Element): string;
  table(frame: Element): string;
  /** The mark of a source. */
  citation(mark: Element): string;
  /** What separates blocks. */
  readonly gap: string;
}

/** An answer without its marks, laid out by lines: what other programs take as text. */
export function plainText(root: Element): string {
  return read(root, {
    code: (frame) => frame.querySelector('pre > code')?.textContent?.trimEnd() ?? '',
    table: (frame) =>
      [...frame.querySelectorAll('tr')]
        .map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '').join('\t'))
        .join('\n'),
    citation: (mark) => mark.textContent ?? '',
    gap: '\n\n',
  });
}

/** An answer as it is read out: of code and tables only what they are. One that may still grow at its end is left out. */
export function spokenText(root: Element, { t }: Texts, isFinal: boolean): string {
  const isOpen = (frame: Element) => !isFinal && isLast(root, frame);
  return read(root, {
    code: (frame) => {
      if (isOpen(frame)) return '';
      const code = frame.querySelector('pre > code');
      const lines = (code?.textContent?.trimEnd() ?? '').split('\n').length;
      // The label is the language where the model named one, which only then is in the class.
      const language = code?.className.includes('language-') ? frame.querySelector('.language')?.textContent : null;
      return language ? t('announce.code-in', { lines, language }) : t('announce.code', { lines });
    },
    table: (frame) => {
      if (isOpen(frame)) return '';
      const rows = frame.querySelectorAll('tbody tr').length;
      return t('announce.table', { columns: frame.querySelectorAll('thead tr > *').length, rows });
    },
    // Between sentences a number says nothing to who listens.
    citation: () => '',
    gap: '\n',
  });
}

/** Nothing with text comes after it. */
function isLast(root: Element, frame: Element): boolean {
  for (let node: Element | null = frame; node !== null && node !== root; node = node.parentElement) {
    for (let next = node.nextSibling; next !== null; next = next.nextSibling) {
      if (next.textContent?.trim()) return false;
    }
  }
  return true;
}

function read(root: Element, reading: Reading): string {
  if (root.classList.contains('plain')) return root.textContent?.trim() ?? '';
  let text = '';
  const breakTo = (gap: string) => {
    if (text !== '' && !text.endsWith(gap)) text = text.trimEnd() + gap;
  };
  const visit = (node: Node, depth: number): void => {
    if (node instanceof Text) text += node.data.replaceAll(/\s+/g, ' ');
    if (node instanceof HTMLImageElement) text += node.alt;
    if (!(node instanceof Element)) return;
    const { tagName: tag } = node;
    if (node.classList.contains('citation')) {
      const mark = reading.citation(node);
      text = mark === '' ? text.trimEnd() : text + mark;
      return;
    }
    const whole = wholeBlock(node, reading);
    if (whole !== null) {
      breakTo(reading.gap);
      text += whole;
      breakTo(reading.gap);
    } else if (tag === 'BR') text += '\n';
    else if (tag === 'LI') {
      breakTo('\n');
      text += `${'  '.repeat(Math.max(0, depth - 1))}${mark(node)}`;
      visitAll(node, depth);
      breakTo('\n');
    } else if (tag !== 'BUTTON') {
      const isList = tag === 'UL' || tag === 'OL';
      const gap = depth > 0 ? '\n' : reading.gap;
      if (BLOCKS.has(tag)) breakTo(gap);
      visitAll(node, isList ? depth + 1 : depth);
      if (BLOCKS.has(tag)) breakTo(gap);
    }
  };
  const visitAll = (parent: Element, depth: number) => {
    for (const child of parent.childNodes) visit(child, depth);
  };
  visitAll(root, 0);
  return text.trim();
}

function wholeBlock(node: Element, reading: Reading): string | null {
  if (node.classList.contains('code')) return reading.code(node);
  if (node.classList.contains('table')) return reading.table(node);
  // Formulas and pictures of marks say what they are.
  if (node.getAttribute('role') === 'img') return `${node.getAttribute('aria-label') ?? ''} `;
  return null;
}

function mark(item: Element): string {
  const list = item.parentElement;
  if (item.classList.contains('task') || list?.tagName !== 'OL') return '- ';
  const start = Number(list.getAttribute('start') ?? 1);
  return `${start + [...list.children].indexOf(item)}. `;
}
