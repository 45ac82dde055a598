/** Why a file cannot be read, as an error with a word to act on. */
import { LocalLLMError } from '../errors.js';

/**
 * What is wrong with a file, in `details.reason` of an error of code `file-unreadable`.
 * - `encrypted`: it asks for a password.
 * - `no-text`: it holds pictures only, as a scan does.
 * - `broken`: it is not what its name says, or damaged, or no longer where it was.
 * - `binary`: it has the name of a text and is none.
 * - `too-large`: `details.limitBytes` says how large a file may be.
 * - `unknown-kind`: files of this kind are not read.
 * - `empty`: there is nothing in it.
 */
export type FileProblem = 'encrypted' | 'no-text' | 'broken' | 'binary' | 'too-large' | 'unknown-kind' | 'empty';

const MESSAGES: Record<FileProblem, string> = {
  encrypted: 'The file asks for a password.',
  'no-text': 'There is no text in this file, only pictures.',
  broken: 'The file is damaged, or not what its name says.',
  binary: 'The file has the name of a text, but is none.',
  'too-large': 'The file is too large.',
  'unknown-kind': 'Files of this kind cannot be read.',
  empty: 'The file is empty.',
};

const HINTS: Partial<Record<FileProblem, string>> = {
  encrypted: 'Save a copy without a password, then add that.',
  'no-text': 'Let a program with text recognition (OCR) make a searchable copy, then add that.',
  broken: 'Open it in the program that made it, save it again, then add that.',
  'too-large': 'Add a part of it.',
  empty: 'Choose another file.',
};

/** Never names the file, nor what is in it: messages end up in logs. */
export function unreadable(
  reason: FileProblem,
  { message = MESSAGES[reason], cause, ...details }: { message?: string; cause?: unknown; limitBytes?: number } = {},
): LocalLLMError {
  return new LocalLLMError('file-unreadable', message, { hint: HINTS[reason], cause, details: { reason, ...details } });
}
