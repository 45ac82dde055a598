/** Writes GGUF, version 3: facts, a table of tensors, their numbers. The same input gives the same bytes. */

/** Where tensors may begin. */
const ALIGNMENT = 32;

/** @typedef {{ type: number, bytes: Buffer }} Value with the specification's number for its type */

/** @param {number} value */
export function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return { type: 4, bytes };
}

/** @param {number} value */
export function float32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return { type: 6, bytes };
}

/** @param {boolean} value */
export function bool(value) {
  return { type: 7, bytes: Buffer.from([Number(value)]) };
}

/** @param {string} value */
export function string(value) {
  return { type: 8, bytes: text(value) };
}

/** @param {readonly string[]} values */
export function strings(values) {
  return { type: 9, bytes: Buffer.concat([uint32(8).bytes, uint64(values.length), ...values.map(text)]) };
}

/** @param {readonly number[]} values */
export function int32s(values) {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeInt32LE(value, index * 4);
  });
  return { type: 9, bytes: Buffer.concat([uint32(5).bytes, uint64(values.length), bytes]) };
}

/**
 * @param {readonly (readonly [key: string, value: Value])[]} facts
 * @param {readonly import('./tensors.mjs').Tensor[]} tensors
 * @returns {Buffer}
 */
export function writeGguf(facts, tensors) {
  const heads = [];
  const bodies = [];
  let offset = 0;
  for (const { name, shape, type, data } of tensors) {
    // Here the dimension that lies together comes first.
    const dimensions = shape.toReversed().map(uint64);
    heads.push(text(name), uint32(shape.length).bytes, ...dimensions, uint32(type).bytes, uint64(offset));
    bodies.push(data, padding(data.length));
    offset += data.length + padding(data.length).length;
  }
  const front = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3).bytes,
    uint64(tensors.length),
    uint64(facts.length),
    ...facts.flatMap(([key, { type, bytes }]) => [text(key), uint32(type).bytes, bytes]),
    ...heads,
  ]);
  return Buffer.concat([front, padding(front.length), ...bodies]);
}

/** @param {number} length */
function padding(length) {
  return Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}

/** @param {number} value */
function uint64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** @param {string} value */
function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint64(bytes.length), bytes]);
}
