/** Says in words what failed and what to do next, with the figures that the error carries. */
import type { ChoiceReason, LocalLLMError } from '@local-llm-chat/core';
import { formatBytes, joinSentences } from './format.js';
import { englishMessage, type TextKey } from './locales/english.js';
import type { Texts } from './texts.js';

/** What failed, in one sentence, and what to do about it. */
export interface ErrorText {
  readonly cause: string;
  readonly action: string;
}

/** The text for an error; never its message, which is for logs. */
export function failureText(error: LocalLLMError | null, texts: Texts): ErrorText {
  const { t, locale } = texts;
  const code = error?.code ?? 'unknown';
  const { neededBytes, freeBytes, reason } = error?.details ?? {};
  // Of a task, or of what documents are searched in: with what can go wrong there came its texts.
  const own = code === 'invalid-request' ? `tasks.${reason}` : `${reason}.${code}`;
  const key = (englishMessage(`${own}.cause` as TextKey) ? own : `error.${code}`) as `error.${typeof code}`;
  const text = { cause: t(`${key}.cause`), action: t(`${key}.action`) };
  if (code === 'quota' && typeof neededBytes === 'number' && typeof freeBytes === 'number') {
    // In a title a figure must not lose its unit to the next line.
    const size = (bytes: number) => formatBytes(bytes, locale).replace(' ', '\u00a0');
    return { ...text, cause: t('failed.no-room', { needed: size(neededBytes), free: size(freeBytes) }) };
  }
  return error?.code === 'unsupported' ? unsupportedText(error, text, texts) : text;
}

/** Nothing can run here: what is missing, and what would help against it. */
function unsupportedText(error: LocalLLMError, text: ErrorText, { t, locale }: Texts): ErrorText {
  const listed = String(error.details['reasons'] ?? '').split(' ');
  const missing = [...new Set(listed)].filter(isReason);
  if (missing.length === 0) return text;
  const help = missing.every((code) => code === 'storage-too-small')
    ? t('failed.help-storage')
    : missing.every((code) => code === 'memory-too-small' || code === 'cpu-too-slow' || code === 'gpu-too-small')
      ? t('failed.help-device')
      : text.action;
  return { cause: text.cause, action: joinSentences([...missing.map((code) => t(`reason.${code}`)), help], locale) };
}

/** A later version of core may name reasons that have no text here. */
function isReason(code: string): code is ChoiceReason['code'] {
  return englishMessage(`reason.${code}` as TextKey) !== undefined;
}
