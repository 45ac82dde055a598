/** Under which headings conversations stand, and what their files are called. */
import { beforeAll, expect, it } from 'vitest';
import { addAllEnglish } from '../locales/all-english.js';
import { createTexts } from '../texts.js';
import { fileName } from './thread-files.js';
import { sectionsOf } from './thread-sections.js';

beforeAll(addAllEnglish);

/** Tuesday, 24 November 2026, at 00:30: yesterday is an hour ago. */
const NOW = new Date(2026, 10, 24, 0, 30).getTime();

function thread(id: string, updatedAt: Date, isPinned = false) {
  const [createdAt, title] = [0, id];
  return { id, title, hasOwnTitle: false, createdAt, updatedAt: updatedAt.getTime(), isPinned, messageCount: 2 };
}

it('conversations stand under days as people count them, and under months before', () => {
  const threads = [
    thread('pinned', new Date(2020, 0, 1), true),
    thread('now', new Date(2026, 10, 24, 0, 29)),
    thread('an hour ago', new Date(2026, 10, 23, 23, 30)),
    thread('two days ago', new Date(2026, 10, 22, 23, 59)),
    thread('a week ago', new Date(2026, 10, 17)),
    thread('this month', new Date(2026, 10, 16, 23)),
    thread('last month', new Date(2026, 9, 31)),
    thread('a year ago', new Date(2025, 9, 31)),
  ];
  const sections = sectionsOf(threads, NOW, createTexts('en'));
  expect(sections.map(({ title, threads: some }) => [title, ...some.map(({ id }) => id)])).toEqual([
    ['Pinned', 'pinned'],
    ['Today', 'now'],
    ['Yesterday', 'an hour ago'],
    ['Last 7 days', 'two days ago', 'a week ago'],
    ['November 2026', 'this month'],
    ['October 2026', 'last month'],
    ['October 2025', 'a year ago'],
  ]);
});

it('a clock that was set back makes no future', () => {
  const [section] = sectionsOf([thread('later', new Date(2026, 11, 24))], NOW, createTexts('en'));
  expect(section?.title).toBe('Today');
});

it.each([
  ['Plan for the weekend', 'Plan for the weekend 2026-11-24.md'],
  ['What is 1/2: a "half"?', 'What is 1 2 a half 2026-11-24.md'],
  ['..\\..\\evil\u202e.exe', 'evil .exe 2026-11-24.md'],
  ['.hidden', 'hidden 2026-11-24.md'],
  ['CON', 'CON 2026-11-24.md'],
  ['東京の人口は？', '東京の人口は？ 2026-11-24.md'],
  ['???', '2026-11-24.md'],
  ['😀'.repeat(80), `${'😀'.repeat(50)} 2026-11-24.md`],
])('the file of a conversation called %j is called %j', (title, name) => {
  expect(fileName(title, NOW, 'md')).toBe(name);
});
