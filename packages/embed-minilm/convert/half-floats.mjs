/** Numbers of 16 bits, IEEE 754: the weights come as such, and scales of blocks are kept as such. */

/** Every one of them as a number of 32 bits, by its bits. */
const ALL = Float32Array.from({ length: 2 ** 16 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

/** A number of 32 bits, to see its exponent: a logarithm may be wrong by one beside a power of two. */
const SINGLE = new DataView(new ArrayBuffer(4));

/**
 * @param {Buffer} bytes little-endian
 * @returns {Float32Array}
 */
export function fromHalfFloats(bytes) {
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => ALL[bytes.readUInt16LE(index * 2)] ?? 0);
}

/**
 * The bits of the nearest one; of two that are equally near, the even one.
 *
 * @param {number} value of 32 bits, finite, and not beyond 65,504
 */
export function toHalfFloat(value) {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  SINGLE.setFloat32(0, size);
  const exponent = Math.max(-14, (SINGLE.getUint16(0) >> 7) - 127);
  // All that are below the smallest normal one are 2 ** -24 apart, those above 1 / 1024 of their power of two.
  const steps = roundToEven(size / 2 ** (exponent - 10));
  // A number that is rounded up to the next power of two has 2048 steps: the carry is right as it is.
  return sign | (exponent === -14 ? steps : ((exponent + 14) << 10) + steps);
}

/** @param {number} value */
function roundToEven(value) {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
