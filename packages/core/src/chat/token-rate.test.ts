import { describe, expect, it } from 'vitest';
import type { PromptMessage, Usage } from '../generate.js';
import { byteLength } from './context-use.js';
import { TokenRate } from './token-rate.js';

const usage = (promptTokens: number, cachedTokens = 0): Usage => ({
  promptTokens,
  cachedTokens,
  completionTokens: 1,
  timeToFirstTokenMs: 1,
  decodeTokensPerSecond: 1,
});
const asked: PromptMessage[] = [{ role: 'user', content: 'x'.repeat(1000) }];
const answered: PromptMessage[] = [...asked, { role: 'assistant', content: 'Yes.' }, { role: 'user', content: 'Why?' }];

describe('TokenRate', () => {
  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog.', 10],
    ['Chinese', '敏捷的棕色狐狸跳过了懒狗。', 13],
    ['code', 'for (let i = 0; i < n; i++) { a[i] += b[i]; }', 18],
  ])('begins on the safe side for %s', (_, text, real) => {
    expect(byteLength(text) * new TokenRate().tokensPerByte).toBeGreaterThanOrEqual(real);
  });

  it('comes near what the engine counts, from above', () => {
    const rate = new TokenRate();
    for (let turn = 0; turn < 8; turn += 1) rate.learn(asked, usage(282));
    expect(rate.tokensPerByte).toBeGreaterThan(0.25);
    expect(rate.tokensPerByte).toBeLessThan(0.28);
  });

  it('believes at once that there were more', () => {
    const rate = new TokenRate();
    rate.learn(asked, usage(832));
    expect(rate.tokensPerByte).toBeCloseTo(0.88);
    rate.learn(asked, usage(282));
    expect(rate.tokensPerByte).toBeCloseTo((0.88 + 0.275) / 2);
  });

  it('is not misled by an engine that leaves out what it has in its cache', () => {
    const rate = new TokenRate();
    const before = rate.tokensPerByte;
    rate.learn(answered, usage(12));
    expect(rate.tokensPerByte).toBe(before);
    rate.learn(answered, usage(280, 260));
    expect(rate.tokensPerByte).toBeLessThan(before);
  });

  it('learns nothing of a prompt that is mostly template', () => {
    const rate = new TokenRate();
    const before = rate.tokensPerByte;
    rate.learn([{ role: 'user', content: 'Hi' }], usage(40));
    expect(rate.tokensPerByte).toBe(before);
  });

  it('can be raised', () => {
    const rate = new TokenRate();
    const before = rate.tokensPerByte;
    rate.raise();
    expect(rate.tokensPerByte).toBeGreaterThan(before);
  });
});
