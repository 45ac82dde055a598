import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from './json-value.js';
import { PartialJson } from './partial-json.js';

function valuesOf(pieces: readonly string[]): (JsonValue | undefined)[] {
  const reader = new PartialJson();
  return pieces.map((piece) => {
    reader.push(piece);
    return reader.value;
  });
}

/** True when `part` is the beginning of `whole`: the last item at each level may lack something. */
function isBeginning(part: JsonValue, whole: JsonValue): boolean {
  if (typeof part === 'string' && typeof whole === 'string') return whole.startsWith(part);
  if (Array.isArray(part) && Array.isArray(whole)) {
    return (
      part.length <= whole.length &&
      part.every((item, index) => {
        const other = whole[index] as JsonValue;
        return index < part.length - 1 ? isSame(item, other) : isBeginning(item, other);
      })
    );
  }
  if (isObject(part) && isObject(whole)) {
    return Object.keys(part).every(
      (key) => Object.hasOwn(whole, key) && isBeginning(part[key] as JsonValue, whole[key] as JsonValue),
    );
  }
  return isSame(part, whole);
}

const isObject = (value: JsonValue): value is { [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (one: JsonValue, other: JsonValue) => JSON.stringify(one) === JSON.stringify(other);

const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** As models write it: with blanks, and letters escaped that need not be. */
const written = fc.tuple(json, fc.constantFrom(undefined, 1, '\t'), fc.boolean()).map(([value, space, isEscaped]) => {
  const text = JSON.stringify(value, null, space);
  if (!isEscaped) return text;
  return text.replace(/[^ -~\n\t]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
});

describe('PartialJson', () => {
  it('reads every beginning of a JSON text, and the whole of it as JSON.parse does', () => {
    fc.assert(
      fc.property(written, (text) => {
        const whole = JSON.parse(text) as JsonValue;
        const reader = new PartialJson();
        for (const sign of text.split('')) {
          reader.push(sign);
          const { value } = reader;
          expect(value === undefined || isBeginning(value, whole)).toBe(true);
        }
        reader.end();
        expect(reader.value).toEqual(whole);
        expect(JSON.stringify(reader.value)).toBe(JSON.stringify(whole));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same however the text is split, and never takes back what it has given out', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat({ max: 60 })), (text, cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const reader = new PartialJson();
        const given = pieces.map((piece) => {
          reader.push(piece);
          return { value: reader.value, text: JSON.stringify(reader.value) };
        });
        for (const { value, text: before } of given) expect(JSON.stringify(value)).toBe(before);
        const [whole] = valuesOf([text]);
        expect(given.at(-1)?.text).toBe(JSON.stringify(whole));
      }),
      { numRuns: 500 },
    );
  });

  it('shows strings as they grow, and numbers and keys when they are whole', () => {
    expect(valuesOf(['{"na', 'me":', ' "A', 'da\\', 'n", "age": 3', '6', ', "is": [tr', 'ue, nul', 'l]', '}'])).toEqual(
      [
        ...[{}, {}, { name: 'A' }, { name: 'Ada' }, { name: 'Ada\n' }, { name: 'Ada\n' }],
        { name: 'Ada\n', age: 36, is: [] },
        { name: 'Ada\n', age: 36, is: [true] },
        { name: 'Ada\n', age: 36, is: [true, null] },
        { name: 'Ada\n', age: 36, is: [true, null] },
      ],
    );
  });

  it('never shows half of a character', () => {
    expect(valuesOf(['"a\\ud8', '3d', '\\ude', '00'])).toEqual(['a', 'a', 'a', 'a😀']);
    expect(valuesOf(['"a\ud83d', '\ude00'])).toEqual(['a', 'a😀']);
  });

  it('knows nothing before the first sign', () => {
    expect(valuesOf(['', ' \n', '1'])).toEqual([undefined, undefined, undefined]);
  });

  it('has keys of all names', () => {
    const [value] = valuesOf(['{"__proto__": {"a": 1}, "constructor": ""}']);
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('does not fall over what is no JSON', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'u', '1', 'e', ' ', 'true')),
        (signs) => {
          const reader = new PartialJson();
          reader.push(signs.join(''));
          reader.end();
          expect(() => JSON.stringify(reader.value)).not.toThrow();
        },
      ),
    );
  });

  it('looks at each character a few times, however long the text is by then', () => {
    const readPerSign = (items: number) => {
      const text = JSON.stringify(
        Array.from({ length: items }, (_, index) => ({ name: `Item "${index}"`, count: index })),
      );
      const pieces = text.match(/[\s\S]{1,4}/g) ?? [];
      const { charAt } = String.prototype;
      const reader = new PartialJson();
      let read = 0;
      String.prototype.charAt = function (at) {
        read += 1;
        return charAt.call(this, at);
      };
      try {
        for (const piece of pieces) reader.push(piece);
      } finally {
        String.prototype.charAt = charAt;
      }
      expect(reader.value).toHaveLength(items);
      return read / text.length;
    };
    expect(readPerSign(10)).toBeLessThan(4);
    expect(readPerSign(1000)).toBeLessThan(4);
  });
});
