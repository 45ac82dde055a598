import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInput } from './read-input.js';
import { guessLanguage } from './text-language.js';
import { prose } from './texts.case.js';

/** The text of bytes that are no text: the same for each seed. */
function noise(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >> 16;
  });
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('readInput', () => {
  it.each([
    ['nothing', '', true],
    ['white space', ' \r\n\t\u00a0\u3000', true],
    ['one letter', 'a', false],
    ['a sign', '.', false],
  ])('tells whether there is anything to read: %s', (_, text, isBlank) => {
    expect(readInput(text).isBlank).toBe(isBlank);
  });

  it.each([
    ['random bytes', new TextDecoder('latin1').decode(noise(4000))],
    ['random bytes as UTF-8', new TextDecoder().decode(noise(4000))],
    ['two bytes a sign read as one', Array.from('A text', (sign) => `${sign}\0`).join('')],
    ['halves of characters', '\ud83d'.repeat(20)],
    ['base64', base64(noise(3000))],
    ['base64 in lines', base64(noise(3000)).replace(/.{76}/g, '$&\r\n')],
    ['a picture as an address', `data:image/png;base64,${base64(noise(3000))}`],
  ])('refuses what is no text: %s', (_, text) => {
    expect(() => readInput(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        details: { reason: 'binary' },
        hint: expect.stringMatching(/./),
      }),
    );
  });

  it.each([
    ['a lost zero', `A text with a zero\0 in it. ${'Words. '.repeat(20)}`],
    ['lost umlauts', 'Die B\ufffdume und die Stra\ufffde sind sch\ufffdn gr\ufffdn heute.'],
    ['a coloured log', '\u001b[31merror\u001b[0m: it failed\n'.repeat(20)],
    [
      'a picture within a text',
      `${'Words and more words. '.repeat(200)}![](data:image/png;base64,${base64(noise(1500))})`,
    ],
    ['a hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['Chinese', '今天天气很好，我们去公园散步。'.repeat(100)],
    ['code in one line', 'const a=1,b=()=>{return{x:1,y:[2,3]}};function f(a,b){return a+b}'.repeat(40)],
    ['long words', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(30)],
    ['emoji', '👨‍👩‍👧‍👦🇩🇪'.repeat(50)],
  ])('lets through what is a text after all: %s', (_, text) => {
    expect(readInput(text)).toMatchObject({ text, isBlank: false });
  });

  it('lets through any prose, and changes nothing', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(readInput(text).text).toBe(text);
      }),
    );
  });

  it('refuses what is far too long, and says how long it may be', () => {
    expect(() => readInput('abcd', { maxLength: 3 })).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        details: { reason: 'too-long', length: 4, maxLength: 3 },
        hint: expect.stringContaining('part'),
      }),
    );
    expect(readInput('abc', { maxLength: 3 }).text).toBe('abc');
    expect(readInput('word '.repeat(1_000_000)).isBlank).toBe(false);
  });
});

describe('guessLanguage', () => {
  it.each([
    ['The quick brown fox', 'und', 'ltr'],
    ['', 'und', 'ltr'],
    ['مرحبا بالعالم', 'ar', 'rtl'],
    ['שלום עולם וגם word', 'he', 'rtl'],
    ['An English text that has שלום in it', 'und', 'ltr'],
    ['これはペンです', 'ja', 'ltr'],
    ['今天天气很好', 'zh', 'ltr'],
    ['한국어 문장', 'ko', 'ltr'],
    ['Привет, мир', 'ru', 'ltr'],
    ['ภาษาไทย', 'th', 'ltr'],
  ])('reads %j as %s, %s', (text, language, direction) => {
    expect(guessLanguage(text)).toEqual({ language, direction });
  });

  it('looks at all of a long text, not at its beginning alone', () => {
    expect(guessLanguage(`${'a '.repeat(20_000)}${'今天天气很好'.repeat(100_000)}`).language).toBe('zh');
  });
});
