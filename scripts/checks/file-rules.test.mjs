/** What counts as a bare pattern in a test. */
import { describe, expect, it } from 'vitest';
import { BARE_PATTERN } from './file-rules.mjs';

const isFound = (/** @type {string} */ text) => new RegExp(BARE_PATTERN.source).test(text);

describe('a bare pattern', () => {
  it.each([
    "await expect(load()).rejects.toMatchObject({ code: 'http', message: /404/ });",
    'expect(list).toEqual({ items: [/a b/i, 2] });',
    'expect(state).toMatchObject({\n  error: {\n    message: /two\\/three/,\n  },\n});',
  ])('is found in %j', (text) => expect(isFound(text)).toBe(true));

  it.each([
    'await expect(load()).rejects.toMatchObject({ message: expect.stringMatching(/404/) });',
    'expect(text).toMatch(/404/);',
    "expect(state).toEqual({ url: 'https://example.com/a/b', half: total / 2 / 3 });",
    "expect(state).toEqual({ status: 'ok' });\nconst found = { pattern: /x/ };",
  ])('is not found in %j', (text) => expect(isFound(text)).toBe(false));
});
