/** The parts of the conversion, each by numbers that can be worked out by hand. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGgufFacts } from '../../../scripts/gguf-facts.mjs';
import { fromHalfFloats, toHalfFloat } from '../convert/half-floats.mjs';
import { encode, F16, F32, Q8_0 } from '../convert/tensors.mjs';
import { bool, float32, int32s, string, strings, uint32, writeGguf } from '../convert/write-gguf.mjs';

const halves = (...bits: number[]) => {
  const bytes = Buffer.alloc(bits.length * 2);
  bits.forEach((value, index) => {
    bytes.writeUInt16LE(value, index * 2);
  });
  return bytes;
};

test('numbers of 16 bits are read as what they are', () => {
  expect([...fromHalfFloats(halves(0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x8000))]).toEqual([
    1,
    -2,
    65_504,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    -0,
  ]);
});

test('every finite number of 16 bits is written back as it was', () => {
  const all = Array.from({ length: 2 ** 16 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00);
  const values = fromHalfFloats(halves(...all));
  expect(all.filter((bits, index) => toHalfFloat(values[index] ?? Number.NaN) !== bits)).toEqual([]);
});

test('what lies between two of them becomes the nearer one, or the even one', () => {
  const step = 2 ** -10;
  expect(toHalfFloat(1 + step * 0.4)).toBe(0x3c00);
  expect(toHalfFloat(1 + step * 0.6)).toBe(0x3c01);
  expect(toHalfFloat(1 + step * 0.5)).toBe(0x3c00);
  expect(toHalfFloat(1 + step * 1.5)).toBe(0x3c02);
  expect(toHalfFloat(2 - step * 0.4)).toBe(0x4000);
});

test('eight bits keep the largest number of a block, and all within half a level', () => {
  const source = halves(...Array.from({ length: 64 }, (_, index) => toHalfFloat(Math.fround(Math.sin(index) / 8))));
  const values = fromHalfFloats(source);
  const packed = encode(source, Q8_0);
  expect(packed.length).toBe(2 * 34);
  for (let block = 0; block < 2; block += 1) {
    const [scale = 0] = fromHalfFloats(packed.subarray(block * 34, block * 34 + 2));
    const levels = Array.from({ length: 32 }, (_, index) => packed.readInt8(block * 34 + 2 + index));
    expect(Math.max(...levels.map(Math.abs))).toBe(127);
    levels.forEach((level, index) => {
      expect(Math.abs(level * scale - (values[block * 32 + index] ?? 0))).toBeLessThan(scale * 0.6);
    });
  }
  expect(encode(halves(...new Array(32).fill(0)), Q8_0)).toEqual(Buffer.alloc(34));
  expect(encode(source, F16)).toBe(source);
  expect(encode(source, F32).readFloatLE(4)).toBe(values[1]);
});

test('a GGUF file says what was written, and its tensors begin where it says', async () => {
  const data = Buffer.from([1, 2, 3, 4]);
  const file = writeGguf(
    [
      ['a.text', string('naïve 日本')],
      ['a.number', uint32(7)],
      ['a.share', float32(0.5)],
      ['a.yes', bool(true)],
      ['a.texts', strings(['x', ''])],
      ['a.numbers', int32s([-1, 2])],
    ],
    [
      { name: 'first', shape: [1, 1], type: F32, data },
      { name: 'second', shape: [1], type: F32, data: Buffer.from([5, 6, 7, 8]) },
    ],
  );
  expect(file.length % 32).toBe(0);
  expect(file.subarray(-64, -60)).toEqual(data);
  expect([...file.subarray(-32, -28)]).toEqual([5, 6, 7, 8]);
  const folder = await mkdtemp(join(tmpdir(), 'write-gguf-'));
  try {
    await writeFile(join(folder, 'a.gguf'), file);
    expect(Object.fromEntries(await readGgufFacts(join(folder, 'a.gguf')))).toEqual({
      'a.text': 'naïve 日本',
      'a.number': 7,
      'a.share': 0.5,
      'a.yes': true,
      'a.texts': ['x', ''],
      'a.numbers': [-1, 2],
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
