/** Caps how far the memory of a WebAssembly binary can grow, which nothing in it can then get around. */

const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const PAGE_BYTES = 65_536;

/**
 * A copy of a binary whose one memory grows by at most so many bytes, rounded up to pages of 64 KiB.
 *
 * An interpreter that counts what it hands out does not see what is needed for a moment, such as both places of a
 * block that moves. Here the engine itself says no, and the interpreter hears that there is no more memory.
 *
 * @throws Error for a binary that is none, or that has not one memory of its own.
 */
export function capMemory(wasm: Uint8Array, growth: number): Uint8Array<ArrayBuffer> {
  let at = HEADER_BYTES;
  while (at < wasm.length) {
    const id = wasm[at];
    const size = readNumber(wasm, at + 1);
    if (id === MEMORY_SECTION) {
      const count = readNumber(wasm, size.end);
      const flags = readNumber(wasm, count.end);
      const least = readNumber(wasm, flags.end);
      // Flag 1: there is a greatest size already. All others are of memories that other code shares, or of 64 bits.
      if (count.value !== 1 || flags.value > 1) break;
      const most = least.value + Math.ceil(growth / PAGE_BYTES);
      const body = [1, 1, ...writeNumber(least.value), ...writeNumber(most)];
      const section = [MEMORY_SECTION, ...writeNumber(body.length), ...body];
      const capped = new Uint8Array(at + section.length + wasm.length - size.end - size.value);
      capped.set(wasm.subarray(0, at));
      capped.set(section, at);
      capped.set(wasm.subarray(size.end + size.value), at + section.length);
      return capped;
    }
    at = size.end + size.value;
  }
  throw new Error('This WebAssembly has no memory that can be capped.');
}

/** An unsigned LEB128 number. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let end = at, shift = 0; shift < 35; shift += 7) {
    const byte = bytes[end];
    if (byte === undefined) break;
    end += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end };
  }
  throw new Error('This is no WebAssembly.');
}

function writeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [0x80 | (value & 0x7f), ...writeNumber(Math.floor(value / 0x80))];
}
