/** Texts of all encodings are read as they were written, and files that are none are refused. */
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.js';
import { htmlEncoding } from './html-text.js';
import { startPace } from './pace.js';

const decode = (bytes: ArrayLike<number>, declared?: (start: string) => string | undefined) =>
  decodeText(Uint8Array.from(bytes), startPace(undefined), declared);
const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (digits: string) => (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
const latin = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

function utf16(text: string, littleEndian: boolean): number[] {
  return [...text].flatMap((_, index) => {
    const code = text.charCodeAt(index);
    return littleEndian ? [code & 255, code >> 8] : [code >> 8, code & 255];
  });
}

describe('encodings', () => {
  it('UTF-8, with and without a mark', async () => {
    expect(await decode(utf8('Grüße 😀'))).toBe('Grüße 😀');
    expect(await decode([0xef, 0xbb, 0xbf, ...utf8('Grüße')])).toBe('Grüße');
  });

  it('UTF-8 across the pieces in which it is read', async () => {
    const text = '€'.repeat(500_000);
    expect(await decode(utf8(text))).toBe(text);
  });

  it('UTF-16 of both orders, with and without a mark', async () => {
    const text = 'Name;Größe\r\n1;2\r\n';
    expect(await decode([0xff, 0xfe, ...utf16(text, true)])).toBe(text);
    expect(await decode([0xfe, 0xff, ...utf16(text, false)])).toBe(text);
    expect(await decode(utf16(text, true))).toBe(text);
    expect(await decode(utf16(text, false))).toBe(text);
  });

  it.each([
    ['Western European', latin('The caf\u00e9 is open.'), 'The café is open.'],
    [
      'the quotes of Windows',
      [...latin('He said '), 0x93, ...latin('no'), 0x94, ...latin(' \u2013'.slice(0, 1)), 0x96],
      'He said “no” –',
    ],
    [
      'Shift-JIS',
      hex('8ce1947982cd944c82c582a082e9814296bc914f82cd82dc82be96b382a28142'),
      '吾輩は猫である。名前はまだ無い。',
    ],
    [
      'GBK',
      hex('ced2c3c7bdf1ccecc8a5b1b1bea9b2cebadbb9cab9acb2a9cefed4baa3acccecc6f8b7c7b3a3bac3a1a3'),
      /^我们今天去北京/,
    ],
    [
      'EUC-KR',
      hex('bec8b3e7c7cfbcbcbfe42e20bfc0b4c3c0ba20b3afbebeb0a120b8c5bfec20c1c1bdc0b4cfb4d92e'),
      '안녕하세요. 오늘은 날씨가 매우 좋습니다.',
    ],
    [
      'Cyrillic of Windows',
      hex('cff0e8e2e5f22c20ece8f02120d1e5e3eee4edff20f5eef0eef8e0ff20efeee3eee4e02e'),
      'Привет, мир! Сегодня хорошая погода.',
    ],
    ['Japanese mail', latin('\u001b$B8cGZ$OG-\u001b(B'), '吾輩は猫'],
  ])('%s', async (_, bytes, text) => {
    if (typeof text === 'string') expect(await decode(bytes)).toBe(text);
    else expect(await decode(bytes)).toMatch(text);
  });

  it('the one that a page names, when it is not UTF-8', async () => {
    const page = (name: string, byte: number) => [...latin(`<meta charset="${name}"><p>`), byte];
    expect(await decode(page('windows-1251', 0xe9), htmlEncoding)).toContain('<p>й');
    expect(await decode(page('windows-1252', 0xe9), htmlEncoding)).toContain('<p>é');
    expect(await decode(page('no-such-thing', 0xe9), htmlEncoding)).toContain('<p>é');
    expect(await decode([...latin('<?xml version="1.0" encoding="koi8-r"?>'), 0xc9], htmlEncoding)).toContain('и');
  });

  it('UTF-8 with a few broken places', async () => {
    expect(await decode([...utf8('Grüße '.repeat(50)), 0xff, ...utf8('!')])).toBe(`${'Grüße '.repeat(50)}\ufffd!`);
  });
});

describe('what is no text', () => {
  it.each([
    ['a picture', [0x89, ...latin('PNG\r\n\u001a\n'), 0, 0, 0, 13, ...latin('IHDR')]],
    ['an archive', [...latin('PK'), 3, 4, 20, 0, 0, 0, 8, 0]],
    ['a program', [0x7f, ...latin('ELF'), 2, 1, 1, 0, 0, 0]],
    ['controls without zeros', Array.from({ length: 1000 }, (_, index) => 1 + (index % 7))],
    ['a picture behind a mark', [0xff, 0xfe, 0, 0, 1, 2, 3, 4]],
  ])('%s is refused', async (_, bytes) => {
    await expect(decode(bytes)).rejects.toMatchObject({ code: 'file-unreadable', details: { reason: 'binary' } });
  });

  it('an empty line is a text, and so is a log with colours', async () => {
    expect(await decode(utf8('\n'))).toBe('\n');
    expect(await decode(utf8('\u001b[31mred\u001b[0m'))).toBe('\u001b[31mred\u001b[0m');
  });
});
