import { LocalLLMError } from '@local-llm-chat/core';
import { expect, it } from 'vitest';
import { failureText } from './failure-text.js';
import { en } from './locales/en.js';

const NBSP = '\u00a0';

it('names both figures where the storage is full', () => {
  const error = new LocalLLMError('quota', 'QuotaExceededError', {
    details: { neededBytes: 396_705_472, freeBytes: 52_000_000 },
  });
  expect(failureText(error, en).cause).toBe(
    `The model needs 396.7${NBSP}MB, and this browser has 52.0${NBSP}MB left for this page.`,
  );
});

it('does without figures where the browser gives none', () => {
  expect(failureText(new LocalLLMError('quota', 'QuotaExceededError'), en)).toEqual(en.errors.quota);
  const half = new LocalLLMError('quota', 'QuotaExceededError', { details: { neededBytes: 1e9, freeBytes: null } });
  expect(failureText(half, en)).toEqual(en.errors.quota);
});

it('says what is missing where nothing can run, each thing once', () => {
  const error = new LocalLLMError('unsupported', 'None.', { details: { reasons: 'no-webgpu no-webgpu cpu-too-slow' } });
  expect(failureText(error, en)).toEqual({
    cause: en.errors.unsupported.cause,
    action: `${en.reasons['no-webgpu']} ${en.reasons['cpu-too-slow']} ${en.errors.unsupported.action}`,
  });
});

it('advises what would help against it', () => {
  const action = (reasons: string) =>
    failureText(new LocalLLMError('unsupported', 'None.', { details: { reasons } }), en).action;
  expect(action('memory-too-small gpu-too-small')).toContain(en.helps.device);
  expect(action('storage-too-small')).toContain(en.helps.storage);
  expect(action('something-of-a-later-version')).toBe(en.errors.unsupported.action);
});

it('never shows the message of an error, which is for logs', () => {
  for (const code of Object.keys(en.errors) as (keyof typeof en.errors)[]) {
    const { cause, action } = failureText(new LocalLLMError(code, 'TypeError: x is undefined'), en);
    expect(`${cause} ${action}`).not.toContain('TypeError');
  }
  expect(failureText(null, en)).toEqual(en.errors.unknown);
});
