import { type ErrorCode, LocalLLMError } from '@local-llm-chat/core';
import { expect, it } from 'vitest';
import { failureText } from './failure-text.js';
import { en } from './locales/en.js';
import { enKnowledge } from './locales/en-knowledge.js';
import { enTasks } from './locales/en-tasks.js';
import { addEnglish } from './locales/english.js';
import { createTexts } from './texts.js';

addEnglish(en, 'first');

const texts = createTexts('en');
const { t } = texts;
const NBSP = '\u00a0';

it('names both figures where the storage is full', () => {
  const error = new LocalLLMError('quota', 'QuotaExceededError', {
    details: { neededBytes: 396_705_472, freeBytes: 52_000_000 },
  });
  expect(failureText(error, texts).cause).toBe(
    `The model needs 396.7${NBSP}MB, and this browser has 52.0${NBSP}MB left for this page.`,
  );
});

it('does without figures where the browser gives none', () => {
  expect(failureText(new LocalLLMError('quota', 'QuotaExceededError'), texts)).toEqual({
    cause: t('error.quota.cause'),
    action: t('error.quota.action'),
  });
  const half = new LocalLLMError('quota', 'QuotaExceededError', { details: { neededBytes: 1e9, freeBytes: null } });
  expect(failureText(half, texts)).toEqual({ cause: t('error.quota.cause'), action: t('error.quota.action') });
});

it('says what is missing where nothing can run, each thing once', () => {
  const error = new LocalLLMError('unsupported', 'None.', { details: { reasons: 'no-webgpu no-webgpu cpu-too-slow' } });
  expect(failureText(error, texts)).toEqual({
    cause: t('error.unsupported.cause'),
    action: `${t('reason.no-webgpu')} ${t('reason.cpu-too-slow')} ${t('error.unsupported.action')}`,
  });
});

it('advises what would help against it', () => {
  const action = (reasons: string) =>
    failureText(new LocalLLMError('unsupported', 'None.', { details: { reasons } }), texts).action;
  expect(action('memory-too-small gpu-too-small')).toContain(t('failed.help-device'));
  expect(action('storage-too-small')).toContain(t('failed.help-storage'));
  expect(action('something-of-a-later-version')).toBe(t('error.unsupported.action'));
});

it('never shows the message of an error, which is for logs', () => {
  const codes = Object.keys(en).flatMap((key) => /^error\.([\w-]+)\.cause$/.exec(key)?.[1] ?? []) as ErrorCode[];
  expect(codes.length).toBeGreaterThan(15);
  for (const code of codes) {
    const { cause, action } = failureText(new LocalLLMError(code, 'TypeError: x is undefined'), texts);
    expect(`${cause} ${action}`).not.toContain('TypeError');
  }
  expect(failureText(null, texts)).toEqual({ cause: t('error.unknown.cause'), action: t('error.unknown.action') });
});

it('says what is wrong with a task or an index where their texts have come, and else what is wrong at all', () => {
  const index = new LocalLLMError('http', '404', { details: { reason: 'index' } });
  expect(failureText(index, texts).cause).toBe(t('error.http.cause'));
  addEnglish({ ...enKnowledge, ...enTasks });
  expect(failureText(index, texts)).toEqual({ cause: t('index.http.cause'), action: t('index.http.action') });
  const task = new LocalLLMError('invalid-request', 'No text.', { details: { reason: 'binary' } });
  expect(failureText(task, texts).cause).toBe(t('tasks.binary.cause'));
  const file = new LocalLLMError('file-unreadable', 'No text.', { details: { reason: 'binary' } });
  expect(failureText(file, texts).cause).toBe(t('error.file-unreadable.cause'));
});
