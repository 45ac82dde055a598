import { expect, it } from 'vitest';
import { enTasks } from '../locales/en-tasks.js';
import { addEnglish } from '../locales/english.js';
import { createTexts } from '../texts.js';
import { SpokenProgress } from './spoken-progress.js';

addEnglish(enTasks);
const texts = createTexts('en');

/** All that is said of a task with so many parts. */
function said(spoken: SpokenProgress, total: number): string[] {
  const steps = Array.from({ length: total + 1 }, (_, done) => spoken.next({ done, total }, texts));
  return steps.filter((text) => text !== null);
}

it('says how much there is to do, and a word at each quarter, not at each part', () => {
  const spoken = new SpokenProgress();
  expect(said(spoken, 40)).toEqual([
    'The text is read in 40 parts.',
    'Part 11 of 40',
    'Part 21 of 40',
    'Part 31 of 40',
    'Putting the parts together…',
  ]);
  spoken.next(null, texts);
  expect(said(spoken, 3)).toEqual(['The text is read in 3 parts.']);
  spoken.next(null, texts);
  expect(said(spoken, 1)).toEqual([]);
  expect(said(spoken, 8)).toHaveLength(5);
});

it('says nothing twice', () => {
  const spoken = new SpokenProgress();
  spoken.next({ done: 0, total: 12 }, texts);
  expect(spoken.next({ done: 0, total: 12 }, texts)).toBe(null);
  expect(spoken.next({ done: 3, total: 12 }, texts)).toBe('Part 4 of 12');
  expect(spoken.next({ done: 4, total: 12 }, texts)).toBe(null);
});
