/** Which way an answer runs, whatever the page around it does. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitUntil } from '../stage.case.js';
import { element, show } from './message-stage.case.js';
import { message } from './messages.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

const ARABIC = `> اقتباس من كتاب
>
> - بند
>
> An English line

| الاسم | السعر |
| --- | ---: |
| خبز | 12 |

1. بند أول
   - بند فرعي
`;
const ENGLISH = ARABIC.replaceAll(/[\u0600-\u06ff]+/gu, 'word').replace('An English line', 'سطر بالعربية');

async function answer(text: string): Promise<HTMLElement> {
  const tree = { messages: [message('q', 'user', null, '?'), message('a', 'assistant', 'q', text)], leafId: 'a' };
  const chat = await show(tree);
  await waitUntil(() => element(chat, 'a').querySelector('ol ul') !== null);
  return element(chat, 'a');
}

/** The direction of the first of each kind of block. */
function directions(root: HTMLElement): Record<string, string> {
  const kinds = ['blockquote', 'blockquote p', 'blockquote ul', '.table', 'table', 'th', 'td', 'ol', 'ol ul'];
  const found = kinds.map((kind) => {
    const block = root.querySelector(kind);
    if (block === null) throw new Error(`There is no ${kind}.`);
    return [kind, getComputedStyle(block).direction];
  });
  return Object.fromEntries(found);
}

/** On which side of its box a text stands. */
function side(block: Element | null | undefined): 'left' | 'right' {
  if (!block) throw new Error('There is no such block.');
  const range = document.createRange();
  range.selectNodeContents(block);
  const text = range.getBoundingClientRect();
  const box = block.getBoundingClientRect();
  return text.left - box.left < box.right - text.right ? 'left' : 'right';
}

it.each([
  ['Arabic', ARABIC, 'ltr', 'rtl'],
  ['English', ENGLISH, 'rtl', 'ltr'],
] as const)('an answer in %s runs its own way, with quotes, tables and lists', async (_, text, page, wanted) => {
  document.documentElement.dir = page;
  const root = await answer(text);
  expect(new Set(Object.values(directions(root)))).toEqual(new Set([wanted]));
  const [first, second] = root.querySelectorAll('th');
  const isFirstLeft = (first?.getBoundingClientRect().left ?? 0) < (second?.getBoundingClientRect().left ?? 0);
  expect(isFirstLeft).toBe(wanted === 'ltr');
  const start = wanted === 'ltr' ? 'left' : 'right';
  const end = wanted === 'ltr' ? 'right' : 'left';
  expect(side(root.querySelector('blockquote p'))).toBe(start);
  expect(side(root.querySelector('td'))).toBe(start);
  // Numbers have no direction: they go by the table.
  expect(side(root.querySelector('td:last-child'))).toBe(end);
  // A line in another language stands by itself.
  expect(side(root.querySelector('blockquote p:last-child'))).toBe(end);
});

it.each(['ltr', 'rtl'] as const)(
  'a wide table begins where it is read from, and notes have their numbers, in a page %s',
  async (page) => {
    document.documentElement.dir = page;
    const columns = Array.from({ length: 20 }, (_, index) => `Column ${index + 1}`).join(' | ');
    const root = await answer(
      `| ${columns} |\n|${'---|'.repeat(20)}\n\nA note[^en], another[^ar].\n\n[^en]: In English.\n[^ar]: بالعربية.\n\n- a\n\n1. b\n   - c`,
    );
    const frame = root.querySelector('.table');
    const first = root.querySelector('th')?.getBoundingClientRect();
    expect(first?.left).toBe(frame?.getBoundingClientRect().left);
    await waitUntil(() => root.querySelectorAll('.notes li').length === 2);
    const list = root.querySelector('.notes')?.getBoundingClientRect();
    const [english, arabic] = [...root.querySelectorAll('.notes li')].map((note) => note.getBoundingClientRect());
    // A number stands before its note, within the list.
    expect((english?.left ?? 0) - (list?.left ?? 0)).toBeGreaterThan(16);
    expect((list?.right ?? 0) - (arabic?.right ?? 0)).toBeGreaterThan(16);
  },
);
