/** What is read of the documents of an answer, and what is left out. */
import { expect, it } from 'vitest';
import { knowledgeRecord } from './knowledge-record.js';

const SOURCE = {
  number: 1,
  url: '/p',
  href: '/p',
  title: 'P',
  path: ['P'],
  text: 'It costs 40 euros.',
  quotes: ['It'],
};
const FOUND = { status: 'found', query: 'What does it cost?', ranking: 'keywords', sources: [SOURCE] };

it('is what was kept', () => {
  expect(knowledgeRecord(FOUND)).toEqual({ knowledge: FOUND });
  expect(knowledgeRecord({ ...FOUND, status: 'other' })).toEqual({});
});

it('leaves out what is too long for a page, and keeps what stands beside it', () => {
  const long = 'x'.repeat(20_001);
  for (const more of [{ url: long }, { href: long }, { title: long }, { text: long }])
    expect(knowledgeRecord({ ...FOUND, sources: [{ ...SOURCE, ...more }, SOURCE] })).toEqual({ knowledge: FOUND });
  const parts = { path: ['P', long], quotes: [long, 'It'] };
  expect(knowledgeRecord({ ...FOUND, sources: [{ ...SOURCE, ...parts }] })).toEqual({ knowledge: FOUND });
  expect(knowledgeRecord({ ...FOUND, query: long })).toEqual({});
});
