/** Where the addresses of an index begin, and those that have no beginning. */
import { expect, it } from 'vitest';
import { placed } from './site-knowledge.js';

const at = (url: string) => placed({ url, href: url }, 'https://shop.example/docs/index.json');

it('makes addresses whole, and leaves alone what is none of the web', () => {
  expect(at('prices')).toEqual({ url: 'https://shop.example/docs/prices', href: 'https://shop.example/docs/prices' });
  expect(at('/prices').url).toBe('https://shop.example/prices');
  expect(at('https://[').url).toBe('https://[');
  // By this address what was made of a file is known, and removed.
  expect(at('file:my%20notes.md').url).toBe('file:my%20notes.md');
});
