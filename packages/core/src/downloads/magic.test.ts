import { expect, it } from 'vitest';
import { magicCheck } from './magic.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const check = () => magicCheck([...bytes('GGUF')], () => new Error('another kind'));

it('lets a file pass that begins as it must, in whatever pieces it comes', () => {
  const take = check();
  expect(() => ['G', 'GU', 'F and the rest', 'more'].map((piece) => take(bytes(piece)))).not.toThrow();
});

it('refuses another one at the first byte that differs', () => {
  expect(() => check()(bytes('<!doctype html>'))).toThrow('another kind');
  const take = check();
  take(bytes('GG'));
  expect(() => take(bytes('ML'))).toThrow('another kind');
});
