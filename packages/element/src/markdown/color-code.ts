/** Gives finished blocks of code their colours, when the page has time. The languages are fetched with the first block. */

import { markHiddenWithin } from './hidden-characters.js';

/** Longer blocks stay plain. */
const MAX_LENGTH = 60_000;
/** About so many characters are looked at in one go: a few milliseconds. */
const SLICE_LENGTH = 2_500;

type Highlighter = typeof import('./highlight.js');

let loading: Promise<Highlighter | null> | null = null;

function load(): Promise<Highlighter | null> {
  loading ??= import('./highlight.js').catch(() => {
    loading = null; // The next block tries again.
    return null;
  });
  return loading;
}

/** Blocks wait for each other, so that many at once do not stop the page. */
let queue: Promise<void> = Promise.resolve();

/** Colours the text of a `<code>` whose class names its language. Never rejects: without it code stays plain. */
export function colorCode(code: Element): Promise<void> {
  const language = /^language-(.+)$/.exec(code.className)?.[1];
  const text = code.textContent;
  if (language === undefined || text.length > MAX_LENGTH || text.trim() === '') return Promise.resolve();
  queue = queue.then(() => color(code, text, language)).catch(() => undefined);
  return queue;
}

async function color(code: Element, text: string, language: string): Promise<void> {
  const highlighter = await load();
  if (!highlighter?.knows(language)) return;
  const nodes: Node[] = [];
  for (const slice of slices(text)) {
    await idle();
    nodes.push(...highlighter.highlighted(slice, language));
  }
  // It may have been replaced meanwhile.
  if (code.textContent !== text) return;
  code.replaceChildren(...nodes);
  markHiddenWithin(code, true);
}

/** Pieces that are likely to stand for themselves: they end where a line follows that is not indented. */
function slices(text: string): string[] {
  const found: string[] = [];
  for (let from = 0; from < text.length; ) {
    const rest = text.slice(from + SLICE_LENGTH);
    const next = text.length - from <= SLICE_LENGTH * 2 ? -1 : rest.search(/\n\n(?=\S)|\n(?=[^\s)}\]])/);
    const to = next < 0 ? text.length : from + SLICE_LENGTH + next + 1;
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve, 0);
  });
}
