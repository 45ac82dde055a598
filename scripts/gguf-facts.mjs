/** What a GGUF file says of itself, for tests that compare it with what we say of it. */
import { open } from 'node:fs/promises';

/** More than the facts of any of our models take. */
const MOST_BYTES = 4 * 2 ** 20;

/**
 * The key-value part of a GGUF file, version 3.
 *
 * @param {URL | string} file
 * @returns {Promise<Map<string, unknown>>}
 */
export async function readGgufFacts(file) {
  const handle = await open(file);
  const bytes = Buffer.alloc(MOST_BYTES);
  await handle.read(bytes, 0, bytes.length, 0).finally(() => handle.close());
  let at = 0;
  /** @param {number} count */
  const take = (count) => {
    at += count;
    return at - count;
  };
  const long = () => Number(bytes.readBigUInt64LE(take(8)));
  const text = () => {
    const length = long();
    const start = take(length);
    return bytes.toString('utf8', start, start + length);
  };
  /** @type {Record<number, () => unknown>} */
  const readers = {
    0: () => bytes.readUInt8(take(1)),
    1: () => bytes.readInt8(take(1)),
    2: () => bytes.readUInt16LE(take(2)),
    3: () => bytes.readInt16LE(take(2)),
    4: () => bytes.readUInt32LE(take(4)),
    5: () => bytes.readInt32LE(take(4)),
    6: () => bytes.readFloatLE(take(4)),
    7: () => bytes.readUInt8(take(1)) === 1,
    8: text,
    9: () => {
      const read = reader(bytes.readUInt32LE(take(4)));
      return Array.from({ length: long() }, read);
    },
    10: long,
    11: () => Number(bytes.readBigInt64LE(take(8))),
    12: () => bytes.readDoubleLE(take(8)),
  };
  /** @param {number} type */
  const reader = (type) => {
    const read = readers[type];
    if (read === undefined) throw new Error(`There is no GGUF type ${type}.`);
    return read;
  };
  if (bytes.toString('latin1', 0, take(4) + 4) !== 'GGUF') throw new Error('This is no GGUF file.');
  const version = bytes.readUInt32LE(take(4));
  if (version !== 3) throw new Error(`This is GGUF of version ${version}.`);
  long(); // Number of tensors.
  const facts = new Map();
  for (let left = long(); left > 0; left -= 1) {
    const key = text();
    facts.set(key, reader(bytes.readUInt32LE(take(4)))());
  }
  return facts;
}
