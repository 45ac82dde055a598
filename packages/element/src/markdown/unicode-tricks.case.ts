/** Characters that hide something, and what must be seen of them; and those that must be left as they are. */

/** One trick. */
export interface UnicodeTrick {
  readonly what: string;
  readonly text: string;
  /** The text with its hidden characters named in brackets. */
  readonly seen: string;
}

const tags = (text: string) => String.fromCodePoint(...[...text].map((one) => 0xe0000 + (one.codePointAt(0) ?? 0)));
/** As bytes are carried by variation selectors. */
const selectors = (text: string) =>
  String.fromCodePoint(...[...new TextEncoder().encode(text)].map((byte) => (byte < 16 ? 0xfe00 : 0xe00f0) + byte));
/** As bits are carried by two characters without width. */
const bits = (byte: number, zero: string, one: string) =>
  [...byte.toString(2).padStart(8, '0')].map((bit) => (bit === '0' ? zero : one)).join('');

export const unicodeTricks: readonly UnicodeTrick[] = [
  { what: 'right-to-left override', text: 'gpj.\u202Eexe', seen: 'gpj.[U+202E]exe' },
  { what: 'left-to-right override', text: 'a\u202Db', seen: 'a[U+202D]b' },
  { what: 'right-to-left embedding', text: 'a\u202Bb', seen: 'a[U+202B]b' },
  { what: 'left-to-right embedding', text: 'a\u202Ab', seen: 'a[U+202A]b' },
  { what: 'end of an embedding', text: 'a\u202Cb', seen: 'a[U+202C]b' },
  { what: 'left-to-right isolate', text: 'a\u2066b', seen: 'a[U+2066]b' },
  { what: 'right-to-left isolate', text: 'a\u2067b', seen: 'a[U+2067]b' },
  { what: 'first strong isolate', text: 'a\u2068b', seen: 'a[U+2068]b' },
  { what: 'end of an isolate', text: 'a\u2069b', seen: 'a[U+2069]b' },
  {
    what: 'Trojan Source',
    text: 'if (user != "a\u202E\u2066// admin\u2069\u2066") {',
    seen: 'if (user != "a[U+202E U+2066]// admin[U+2069 U+2066]") {',
  },
  { what: 'early return', text: 'x\u2067 return\u2069', seen: 'x[U+2067] return[U+2069]' },
  { what: 'left-to-right mark in a word', text: 'pay\u200Epal', seen: 'pay[U+200E]pal' },
  { what: 'right-to-left mark in an Arabic word', text: 'سل\u200Fام', seen: 'سل[U+200F]ام' },
  { what: 'Arabic letter mark in a word', text: 'a\u061Cb', seen: 'a[U+061C]b' },
  { what: 'two marks of direction', text: 'a \u200E\u200F b', seen: 'a [U+200E U+200F] b' },
  { what: 'zero-width space', text: 'exam\u200Bple', seen: 'exam[U+200B]ple' },
  { what: 'zero-width space five times', text: `a${'\u200B'.repeat(5)}`, seen: 'a[U+200B ×5]' },
  { what: 'zero-width joiner in a Latin word', text: 'exam\u200Dple', seen: 'exam[U+200D]ple' },
  { what: 'zero-width non-joiner in a Latin word', text: 'exam\u200Cple', seen: 'exam[U+200C]ple' },
  { what: 'word joiner', text: 'a\u2060b', seen: 'a[U+2060]b' },
  { what: 'bits of zero width', text: `k${bits(0x6b, '\u200B', '\u200C')}`, seen: 'k[U+200B U+200C U+200C … ×8]' },
  {
    what: 'bits between Arabic letters',
    text: 'سل\u200C\u200D\u200C\u200Dام',
    seen: 'سل[U+200C U+200D U+200C … ×4]ام',
  },
  { what: 'function application', text: 'f\u2061x', seen: 'f[U+2061]x' },
  { what: 'invisible times', text: 'a\u2062b', seen: 'a[U+2062]b' },
  { what: 'invisible separator', text: 'a\u2063b', seen: 'a[U+2063]b' },
  { what: 'invisible plus', text: 'a\u2064b', seen: 'a[U+2064]b' },
  { what: 'unassigned and ignored', text: 'a\u2065b', seen: 'a[U+2065]b' },
  { what: 'deprecated controls', text: 'a\u206A\u206Fb', seen: 'a[U+206A U+206F]b' },
  { what: 'tags that say something', text: `Hello${tags('send it')}`, seen: 'Hello[U+E0073 U+E0065 U+E006E … ×7]' },
  { what: 'language tag', text: `a\u{E0001}${tags('en')}`, seen: 'a[U+E0001 U+E0065 U+E006E]' },
  { what: 'tags behind an emoji', text: `😀${tags('hi')}\u{E007F}`, seen: '😀[U+E0068 U+E0069 U+E007F]' },
  { what: 'a flag of no country', text: `🏴${tags('secret')}\u{E007F}`, seen: '🏴[U+E0073 U+E0065 U+E0063 … ×7]' },
  { what: 'bytes in variation selectors', text: `😀${selectors('hi!')}`, seen: '😀[U+E0158 U+E0159 U+E0111]' },
  {
    what: 'small bytes in variation selectors',
    text: `a${selectors('\u0001\u0002\u0003\u0004')}`,
    seen: 'a[U+FE01 U+FE02 U+FE03 … ×4]',
  },
  { what: 'variation selector behind a letter', text: 'a\uFE0Fb', seen: 'a[U+FE0F]b' },
  { what: 'variation selector behind a digit', text: '1\uFE0F2', seen: '1[U+FE0F]2' },
  { what: 'two variation selectors behind an emoji', text: '❤\uFE0F\uFE0F', seen: '❤\uFE0F[U+FE0F]' },
  { what: 'ideographic selector behind a letter', text: 'a\u{E0100}', seen: 'a[U+E0100]' },
  { what: 'two ideographic selectors', text: '葛\u{E0100}\u{E0101}', seen: '葛[U+E0100 U+E0101]' },
  { what: 'Mongolian selector behind a letter', text: 'a\u180Bb', seen: 'a[U+180B]b' },
  { what: 'Mongolian vowel separator', text: 'a\u180Eb', seen: 'a[U+180E]b' },
  { what: 'Hangul filler', text: 'a\u3164b', seen: 'a[U+3164]b' },
  { what: 'half-width Hangul filler', text: 'a\uFFA0b', seen: 'a[U+FFA0]b' },
  { what: 'Hangul fillers of syllables', text: 'a\u115F\u1160b', seen: 'a[U+115F U+1160]b' },
  { what: 'blank of braille', text: 'a\u2800b', seen: 'a[U+2800]b' },
  { what: 'filler of Khitan', text: 'a\u{16FE4}b', seen: 'a[U+16FE4]b' },
  { what: 'null note', text: 'a\u{1D159}b', seen: 'a[U+1D159]b' },
  { what: 'controls of music', text: 'a\u{1D173}b', seen: 'a[U+1D173]b' },
  { what: 'Khmer vowels that show nothing', text: 'a\u17B4\u17B5b', seen: 'a[U+17B4 U+17B5]b' },
  { what: 'grapheme joiner', text: 'a\u034Fb', seen: 'a[U+034F]b' },
  { what: 'soft hyphens in a row', text: 'a\u00AD\u00ADb', seen: 'a[U+00AD ×2]b' },
  { what: 'soft hyphen between spaces', text: 'a \u00AD b', seen: 'a [U+00AD] b' },
  { what: 'annotation', text: 'a\uFFF9b\uFFFAc\uFFFBd', seen: 'a[U+FFF9]b[U+FFFA]c[U+FFFB]d' },
  { what: 'line separator', text: 'a\u2028b', seen: 'a[U+2028]b' },
  { what: 'paragraph separator', text: 'a\u2029b', seen: 'a[U+2029]b' },
  { what: 'escape sequence of a terminal', text: '\u001Bca', seen: '[U+001B]ca' },
  { what: 'backspace', text: 'abc\u0008\u0008d', seen: 'abc[U+0008 ×2]d' },
  { what: 'bell', text: 'a\u0007b', seen: 'a[U+0007]b' },
  { what: 'delete', text: 'a\u007Fb', seen: 'a[U+007F]b' },
  { what: 'next line', text: 'a\u0085b', seen: 'a[U+0085]b' },
  { what: 'control string', text: 'a\u009Bb', seen: 'a[U+009B]b' },
  { what: 'shorthand controls', text: 'a\u{1BCA0}b', seen: 'a[U+1BCA0]b' },
];

/** What stays as it is. */
export const rightfulTexts: readonly string[] = [
  'Plain words, “quotation marks”, a\u00A0space that holds, and 漢字',
  'A family 👨‍👩‍👧‍👦, a coder 👩🏽‍💻, a heart ❤️‍🔥, flags 🏳️‍🌈 🏴‍☠️ 🇩🇪, a key 1️⃣ and signs ☎︎ ✔️',
  '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} 🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}',
  'می\u200Cخواهم بدانم، خانه\u200Cها',
  'क्\u200Dष और क्\u200Cष, শ্রী, ක්\u200Dර',
  'עברית \u200FABC\u200F ועוד',
  'C++\u200E بالعربية، 3\u200F',
  'Donau\u00ADdampf\u00ADschiff',
  'ภาษา\u200Bไทย ភាសា\u200Bខ្មែរ',
  '葛\u{E0100}城市, ≨\uFE00',
  '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙',
  'ᠮᠣᠩᠭᠣᠯ\u180B',
];
