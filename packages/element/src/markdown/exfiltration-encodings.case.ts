/** The ways in which a text that carries something out is written, to get past whoever looks for it. */
import { type Bait, exfiltrationVectors } from './exfiltration.case.js';

/** Where the listeners are. */
export interface Listeners {
  /** As `127.0.0.1:1234`. */
  readonly tcp: string;
  readonly udp: string;
}

/** One text in one way of writing. */
export interface EncodedVector {
  /** Its number, which is in its address and in its script. */
  readonly id: number;
  readonly what: string;
  readonly encoding: string;
  readonly text: string;
}

type Encoding = readonly [name: string, bait: (bait: Bait) => Bait, text: (text: string) => string];

const same = <Value>(value: Value): Value => value;

function eachPart(bait: Bait, encode: (text: string) => string): Bait {
  return { ...bait, u: encode(bait.u), hostAndPath: encode(bait.hostAndPath), x: encode(bait.x) };
}

const entity = (text: string) =>
  [...text]
    .map((one, at) => (at % 2 === 0 ? `&#x${one.charCodeAt(0).toString(16)};` : `&#${one.charCodeAt(0)};`))
    .join('');
const percent = (text: string) =>
  text.replaceAll(/[\w.]/g, (one) => `%${(one.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
const mixedCase = (text: string) =>
  [...text].map((one, index) => (index % 2 === 0 ? one.toUpperCase() : one.toLowerCase())).join('');

/** Each way of writing. */
export const encodings: readonly Encoding[] = [
  ['plain', same, same],
  ['entities', (bait) => eachPart(bait, (text) => entity(text.slice(0, 7)) + text.slice(7)), same],
  [
    'percent signs',
    (bait) => ({
      ...bait,
      u: bait.u.replace(/(?<=:\/\/).*/, (rest) => rest.replaceAll(/[\w]+/g, percent)),
      hostAndPath: bait.hostAndPath.replaceAll(/[\w]+/g, percent),
    }),
    (text) => text.replaceAll('javascript:', 'javascript%3A').replaceAll('data:', 'data%3A'),
  ],
  [
    'letters in both cases',
    (bait) => ({ ...bait, u: bait.u.replace('http', 'hTtP') }),
    (text) =>
      text.replaceAll(/(?<=<\/?)[a-z][\w-]*|\b(?:on[a-z]+|src|href|style|javascript|data|srcset)(?=[=:])/g, mixedCase),
  ],
  [
    'white space within',
    (bait) => ({ ...bait, u: bait.u.replace('http:', 'ht\ttp:'), hostAndPath: bait.hostAndPath.replace('/', '/\t') }),
    (text) => text.replaceAll('javascript:', 'java\nscript\t:').replaceAll(/(?<=<[a-z]+) /g, '\n\t'),
  ],
  [
    'nothing to be seen within',
    (bait) => ({ ...bait, u: `\u200B${bait.u.replace('http:', 'ht\u00ADtp\u2060:')}\u{E0061}` }),
    (text) => text.replaceAll('javascript:', '\u0001java\u200Bscript:').replaceAll('](', ']\u200B('),
  ],
  [
    'backslashes',
    (bait) => eachPart(bait, (text) => text.replaceAll(/[:/.?=()]/g, '\\$&')),
    (text) => text.replaceAll(/[[\]!<>](?=.)/g, (mark, at: number) => (at % 2 === 0 ? mark : `\\${mark}`)),
  ],
  ['within a list', same, (text) => `1. a\n\n   > ${text.replaceAll('\n', '\n   > ')}`],
];

/** Every text in every way of writing. */
export function encodedVectors({ tcp, udp }: Listeners): EncodedVector[] {
  return encodings.flatMap(([encoding, encodeBait, encodeText], round) =>
    exfiltrationVectors.map(([what, text], index) => {
      const id = round * exfiltrationVectors.length + index;
      const path = `${tcp}/v${id}/?secret=word`;
      const bait = encodeBait({ u: `http://${path}`, hostAndPath: path, packets: udp, x: `pwn(${id})` });
      return { id, what, encoding, text: encodeText(text(bait)) };
    }),
  );
}
