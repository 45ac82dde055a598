/** Says in words what failed and what to do next, with the figures that the error carries. */
import type { LocalLLMError } from '@local-llm-chat/core';
import { formatBytes } from './format.js';
import type { ErrorText, Strings } from './locales/en.js';

/** The text for an error; never its message, which is for logs. */
export function failureText(error: LocalLLMError | null, strings: Strings): ErrorText {
  const { errors, locale, noRoom } = strings;
  const text = errors[error?.code ?? 'unknown'];
  const { neededBytes, freeBytes } = error?.details ?? {};
  if (error?.code === 'quota' && typeof neededBytes === 'number' && typeof freeBytes === 'number') {
    // In a title a figure must not lose its unit to the next line.
    const size = (bytes: number) => formatBytes(bytes, locale).replace(' ', '\u00a0');
    return { cause: noRoom(size(neededBytes), size(freeBytes)), action: text.action };
  }
  if (error?.code === 'unsupported') return unsupportedText(error, text, strings);
  return text;
}

/** Nothing can run here: what is missing, and what would help against it. */
function unsupportedText(error: LocalLLMError, text: ErrorText, { reasons, helps }: Strings): ErrorText {
  const listed = error.details['reasons'];
  const codes = typeof listed === 'string' ? listed.split(' ') : [];
  const missing = [...new Set(codes)].filter((code): code is keyof typeof reasons => code in reasons);
  if (missing.length === 0) return text;
  const help = missing.every((code) => code === 'storage-too-small')
    ? helps.storage
    : missing.every((code) => code === 'memory-too-small' || code === 'cpu-too-slow' || code === 'gpu-too-small')
      ? helps.device
      : text.action;
  return { cause: text.cause, action: [...missing.map((code) => reasons[code]), help].join(' ') };
}
