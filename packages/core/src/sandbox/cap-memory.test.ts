/** Memory of WebAssembly that does not grow past its cap, whatever its code does. */
import { describe, expect, it } from 'vitest';
import { capMemory } from './cap-memory.js';

/** A module that exports a memory of two pages; `limits` are the bytes of its limits. */
const moduleOf = (...limits: number[]) =>
  new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[5, 1 + limits.length, 1, ...limits],
    ...[7, 5, 1, 1, 0x6d, 2, 0], // (export "m" (memory 0))
  ]);

async function memoryOf(wasm: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Memory> {
  const { instance } = await WebAssembly.instantiate(wasm);
  return instance.exports['m'] as WebAssembly.Memory;
}

describe('a capped memory', () => {
  it.each([
    ['without a greatest size', moduleOf(0, 2), 3 * 65_536, 5],
    ['with one', moduleOf(1, 2, 100), 3 * 65_536, 5],
    ['of a size between two pages', moduleOf(0, 2), 65_537, 4],
    ['of many pages', moduleOf(0, 2), 200 * 65_536, 202],
    ['that may not grow', moduleOf(0, 2), 0, 2],
  ])('%s', async (_, wasm, growth, most) => {
    const memory = await memoryOf(capMemory(wasm, growth));
    expect(memory.buffer.byteLength).toBe(2 * 65_536);
    expect(memory.grow(most - 2)).toBe(2);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no memory', moduleOf(0, 2).slice(0, 8)],
    ['a shared memory', moduleOf(3, 2, 4)],
    ['half a binary', moduleOf(0, 2).slice(0, 10)],
  ])('is refused for %s', (_, wasm) => {
    expect(() => capMemory(wasm, 0)).toThrow(/WebAssembly/);
  });
});
