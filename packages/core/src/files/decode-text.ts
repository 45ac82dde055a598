/** Turns bytes into text: finds out the encoding, and refuses what is no text at all. */
import { unreadable } from './file-failure.js';
import { type Pace, PIECE } from './pace.js';

/** What is looked at to tell texts from other files. */
const SAMPLE = 64 * 1024;

/** What is taken for Western European unless there are good reasons against it, as browsers do. */
const FALLBACK = 'windows-1252';

/** Switches old Japanese mail to its own signs, all of them in seven bits. */
const JAPANESE_ESCAPE = /\p{Cc}\$[@B]/u;

/**
 * The text in these bytes.
 *
 * @param declared finds the name of the encoding that the text gives itself, as HTML and XML do, in its beginning.
 * @throws an error of code `file-unreadable` and reason `binary`.
 */
export async function decodeText(
  bytes: Uint8Array,
  pace: Pace,
  declared: (start: string) => string | undefined = () => undefined,
): Promise<string> {
  const marked = byMark(bytes) ?? byZeros(bytes);
  if (marked !== undefined) {
    const text = await decodeAs(marked, bytes, pace);
    if (text === null || isBinary(text.slice(0, SAMPLE))) throw unreadable('binary');
    return text;
  }
  if (isBinary(asLatin(bytes.subarray(0, SAMPLE)))) throw unreadable('binary');
  const utf8 = await decodeAs('utf-8', bytes, pace);
  if (utf8 !== null) return JAPANESE_ESCAPE.test(utf8) ? ((await decodeAs('iso-2022-jp', bytes, pace)) ?? utf8) : utf8;
  const named = declared(asLatin(bytes.subarray(0, 1024)));
  const text = named === undefined ? null : await decodeAs(named, bytes, pace);
  return text ?? (await damagedUtf8(bytes, pace)) ?? (await guess(bytes, pace));
}

/** By the mark that some programs write before the text. */
function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** Two bytes for each sign: in all languages blanks, line breaks, digits and tags have a zero as one of them. */
function byZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length % 2 === 1 || !sample.includes(0)) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  // One by chance would be too few.
  const enough = Math.max(3, sample.length / 2 / 10);
  if (even === 0 && odd >= enough) return 'utf-16le';
  if (odd === 0 && even >= enough) return 'utf-16be';
  return undefined;
}

/** Zeros, or more than a few control characters, are in no text. Escapes are: they colour logs and switch alphabets. */
function isBinary(sample: string): boolean {
  let controls = 0;
  for (let index = 0; index < sample.length; index += 1) {
    const code = sample.charCodeAt(index);
    if (code === 0 || code === 0xffff) return true;
    const isUsual = code >= 0x20 || (code >= 0x08 && code <= 0x0d) || code === 0x1b || code === 0x1a;
    if (!isUsual) controls += 1;
  }
  return controls * 50 > sample.length;
}

/** One sign for each byte. */
function asLatin(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** The text in that encoding; `null` where the bytes are none, or there is no such encoding. */
async function decodeAs(encoding: string, bytes: Uint8Array, pace: Pace, fatal = true): Promise<string | null> {
  let text = '';
  try {
    const decoder = new TextDecoder(encoding, { fatal });
    for (let start = 0; start < bytes.length; start += 8 * PIECE) {
      await pace();
      text += decoder.decode(bytes.subarray(start, start + 8 * PIECE), { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Logs and files put together by programs: UTF-8 with a few broken places among many that fit. */
async function damagedUtf8(bytes: Uint8Array, pace: Pace): Promise<string | null> {
  const text = await decodeAs('utf-8', bytes, pace, false);
  if (text === null) return null;
  let broken = 0;
  let whole = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  return whole > 10 * broken ? text : null;
}

/** By what is most likely of the encodings that were in use before UTF-8. */
async function guess(bytes: Uint8Array, pace: Pace): Promise<string> {
  const { guessEncodings } = await import('./guess-encoding.js');
  await pace();
  // From shortly before the first sign that tells anything.
  const begin = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 1024);
  for (const name of guessEncodings(bytes.subarray(begin, begin + SAMPLE))) {
    const text = await decodeAs(name, bytes, pace);
    if (text !== null) return text;
  }
  return (await decodeAs(FALLBACK, bytes, pace, false)) ?? '';
}
