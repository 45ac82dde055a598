/** What words are found by. */
import { expect, it } from 'vitest';
import { termsOf } from './search-terms.js';

it.each([
  ['Case and accents', 'ÉCOLE, école', ['ecole', 'ecole']],
  ['no accents of other scripts', 'हिन्दी עִבְרִית', ['हिन्दी', 'עִבְרִית']],
  ['German', 'Größe', ['große']],
  ['widths', 'ＡＢＣ １２', ['abc', '12']],
  ['names in code', 'contextWindow, max_tokens', ['contextwindow', 'context', 'window', 'max_tokens', 'max', 'tokens']],
  ['Chinese', '今天天气', ['今天', '天天', '天气']],
  ['one letter', '好', ['好']],
  ['Japanese with Latin', 'WebGPUを使う', ['webgpu', 'web', 'gpu', 'を使', '使う']],
  ['Thai', 'ไทย', ['ไท', 'ทย']],
  ['Korean has spaces', '한국어 문서', ['한국어', '문서']],
  ['signs', '3.5% — $40 (e.g.)', ['3', '5', '40', 'e', 'g']],
  ['nothing', ' … ', []],
])('%s', (_, text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});
