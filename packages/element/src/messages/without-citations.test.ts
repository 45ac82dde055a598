/** Numbers of sources in what is said, and numbers that are none. */
import type { KnowledgeStatus } from '@local-llm-chat/core';
import { expect, it } from 'vitest';
import { withoutCitations } from './without-citations.js';

const ofStatus = (status: KnowledgeStatus) => ({ knowledge: { status, query: 'a', sources: [] } });

it('takes the numbers out of what comes from documents, and of nothing else', () => {
  const text = 'A chair costs 40 euros. [1] [12]\nA table [2].';
  const without = 'A chair costs 40 euros.\nA table.';
  expect(withoutCitations(text, ofStatus('found'))).toBe(without);
  expect(withoutCitations(text, ofStatus('reading'))).toBe(without);
  expect(withoutCitations(text, ofStatus('not-found'))).toBe(text);
  expect(withoutCitations(text, {})).toBe(text);
});

it('takes no longer for a text that was made to take long', () => {
  // Tried from every space, this would be twenty thousand million steps.
  const text = `${' '.repeat(200_000)}[x]`;
  expect(withoutCitations(text, ofStatus('found'))).toBe(text);
});
