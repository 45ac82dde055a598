/** What is said while passages are embedded, on a terminal and in a log. */
import { expect, it } from 'vitest';
import { showProgress } from './show-progress.js';

function written(isTTY: boolean, steps: readonly (readonly [done: number, total: number])[]): string {
  let text = '';
  const { show, clear } = showProgress({
    isTTY,
    write: (more) => {
      text += more;
    },
  });
  for (const [done, total] of steps) show(done, total);
  clear();
  return text;
}

it('is one line that changes on a terminal, and none in the end', () => {
  const text = written(true, [
    [100, 132],
    [116, 132],
    [132, 132],
  ]);
  expect(text).toBe('\r\u001b[KVectors: 0 of 32\r\u001b[KVectors: 16 of 32\r\u001b[K');
});

it('is taken away where it breaks off', () => {
  expect(written(true, [[0, 32]])).toBe('\r\u001b[KVectors: 0 of 32\r\u001b[K');
  expect(written(false, [[0, 32]])).toBe('');
});

it('is at most ten lines in a log', () => {
  const steps = Array.from({ length: 101 }, (_, done) => [done, 100] as const);
  const lines = written(false, steps).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('Vectors: 100 of 100');
});

it('is nothing where all was known', () => {
  expect(written(false, [[7, 7]]) + written(true, [[7, 7]])).toBe('');
});
