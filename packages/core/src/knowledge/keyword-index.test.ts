/** Which words count how much. */
import { describe, expect, it } from 'vitest';
import { type ChunkWords, KeywordIndex } from './keyword-index.js';

const CHUNKS: readonly ChunkWords[] = [
  {
    id: 0,
    title: 'Orders',
    headings: 'Cancellation',
    text: 'You may cancel an order within a day, and it is paid back.',
  },
  {
    id: 1,
    title: 'Start',
    headings: 'How do I do it?',
    text: 'You may have an account. It is free, a day or a year.',
  },
  { id: 2, title: 'Horses', headings: '', text: 'A horse is an animal, and you may ride it for a day.' },
  {
    id: 3,
    title: 'Houses',
    headings: '',
    text: 'A house is a place. How do you do? I do what my order is, and a horsebox.',
  },
];

function indexOf(chunks: readonly ChunkWords[]): KeywordIndex {
  const index = KeywordIndex.empty();
  index.add(chunks);
  return index;
}

const ids = (index: KeywordIndex, query: string) => index.find(query, () => true).map(({ id }) => id);

/** Enough texts for some words to be common. */
const MANY = [
  ...CHUNKS,
  ...Array.from({ length: 20 }, (_, n) => ({
    id: 10 + n,
    title: `Page ${n}`,
    headings: '',
    text: 'How do I do it, and what is my part in it?',
  })),
];

describe('a word', () => {
  it.each([
    ['as it is made', (index: KeywordIndex) => index],
    ['as it is loaded', (index: KeywordIndex) => KeywordIndex.load(JSON.parse(JSON.stringify(index)))],
  ])('of every text decides nothing, though it is rare among headings: an index %s', (_, made) => {
    const index = made(indexOf(MANY));
    expect(ids(index, 'How do I do it when paid?')[0]).toBe(0);
    expect(ids(index, 'How do I')[0]).toBe(1);
  });

  it('that is there is no slip of another one', () => {
    expect(ids(indexOf(CHUNKS), 'house')).toEqual([3]);
    expect(ids(indexOf(CHUNKS), 'houze')).toContain(3);
    expect(ids(KeywordIndex.load(indexOf(CHUNKS).toJSON()), 'house')).toEqual([3]);
  });

  it('that was only asked for is not there, and may be a slip', () => {
    const index = indexOf(CHUNKS);
    expect(ids(index, 'anymal')).toEqual([2]);
    expect(ids(index, 'anymal')).toEqual([2]);
  });

  it('is found by its beginning', () => {
    expect(ids(indexOf(CHUNKS), 'hors')).toEqual([2, 3]);
  });

  it('of a title counts more than the same of a heading', () => {
    const index = indexOf([
      { id: 0, title: 'Costs', headings: 'Delivery', text: 'Talk of more.' },
      { id: 1, title: 'Delivery abroad', headings: 'Costs', text: 'Talk of more.' },
    ]);
    expect(ids(index, 'delivery')).toEqual([1, 0]);
  });

  it('is not counted for texts that are gone', () => {
    const index = indexOf(MANY);
    const sofa = { title: 'Sofa', headings: '', text: 'A sofa.' };
    // A page that is added anew with each visit.
    for (let id = 100; id < 160; id += 1) {
      index.add([{ ...sofa, id }]);
      index.remove([{ id, text: sofa.text }]);
    }
    index.add([
      { ...sofa, id: 200, title: '' },
      { id: 201, title: '', headings: '', text: 'A stool.' },
      { id: 202, title: '', headings: '', text: 'A stool.' },
    ]);
    expect(ids(index, 'stool sofa')[0]).toBe(200);
  });
});
