/** Weights in the forms that llama.cpp reads. */
import { fromHalfFloats, toHalfFloat } from './half-floats.mjs';

/**
 * @typedef {object} Tensor
 * @property {string} name
 * @property {readonly number[]} shape as in PyTorch: the last dimension is the one that lies together
 * @property {number} type llama.cpp's number for the form
 * @property {Buffer} data
 */

/** llama.cpp's numbers for the forms. */
export const F32 = /** @type {const} */ (0);
export const F16 = /** @type {const} */ (1);
export const Q8_0 = /** @type {const} */ (8);

/** Numbers that share a scale. */
const BLOCK = 32;

/**
 * @param {Buffer} halves
 * @param {typeof F32 | typeof F16 | typeof Q8_0} type
 * @returns {Buffer}
 */
export function encode(halves, type) {
  if (type === F16) return halves;
  const values = fromHalfFloats(halves);
  return type === F32 ? Buffer.from(values.buffer) : quantize(values);
}

/**
 * Eight bits for each number and a scale for every 32 of them, as llama.cpp does it.
 *
 * @param {Float32Array} values
 */
function quantize(values) {
  const blocks = values.length / BLOCK;
  const out = Buffer.alloc(blocks * (2 + BLOCK));
  for (let block = 0; block < blocks; block += 1) {
    const numbers = values.subarray(block * BLOCK, (block + 1) * BLOCK);
    const scale = Math.fround(numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / 127);
    const start = block * (2 + BLOCK);
    out.writeUInt16LE(toHalfFloat(scale), start);
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale);
    numbers.forEach((number, index) => {
      const level = Math.fround(number * inverse);
      out.writeInt8(Math.sign(level) * Math.round(Math.abs(level)), start + 2 + index);
    });
  }
  return out;
}
