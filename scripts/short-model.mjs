/**
 * The starter model with a few of its layers: a real file that the real engine loads in a third of the time, and answers
 * with, if not sensibly. For tests of everything but what is said.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODEL = fileURLToPath(new URL('../packages/model-smollm2-135m/', import.meta.url));
/** Within the repository, from where Vite may serve it. */
const CACHE = fileURLToPath(new URL('../node_modules/.cache/local-llm-chat/', import.meta.url));
/** Smaller than those of the whole model, so that there are as many. */
const PART_BYTES = 2 ** 20;
const LAYERS = 4;

/**
 * Makes it, once for each set of weights. The manifest names the file `model.gguf`, and stands beside it.
 *
 * @returns {Promise<import('./short-model.d.mts').ShortModel>}
 */
export async function shortModel() {
  const manifest = JSON.parse(await readFile(`${MODEL}manifest.json`, 'utf8'));
  const [file] = manifest.files;
  const folder = join(CACHE, `${file.sha256.slice(0, 16)}-${LAYERS}-layers`);
  const made = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (made !== null) return { folder, manifest: JSON.parse(made) };
  const bytes = shorten(await readFile(`${MODEL}${file.url}`), LAYERS);
  const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) =>
    sha256(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)),
  );
  const sizes = { bytes: bytes.length, sha256: sha256(bytes), parts: { bytes: PART_BYTES, sha256: parts } };
  const short = { ...manifest, files: [{ ...file, url: 'model.gguf', ...sizes }] };
  await mkdir(folder, { recursive: true });
  // Under its name each is whole, whoever else makes it at this moment; and with the manifest both are there.
  await writeWhole(join(folder, 'model.gguf'), bytes);
  await writeWhole(join(folder, 'manifest.json'), JSON.stringify(short));
  return { folder, manifest: short };
}

/**
 * @param {string} path
 * @param {string | Uint8Array} content
 */
async function writeWhole(path, content) {
  await writeFile(`${path}.${process.pid}`, content);
  await rename(`${path}.${process.pid}`, path);
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Leaves out the layers from the given one on. The layout is that of the GGUF specification, version 3.
 *
 * @param {Buffer} file
 * @param {number} layers
 */
function shorten(file, layers) {
  const reader = new GgufReader(file);
  const tensorCount = reader.count(8);
  const entryCount = reader.count(16);
  reader.at = 24;
  for (let entry = 0; entry < entryCount; entry += 1) {
    const key = reader.text();
    const type = reader.uint32();
    // Buffers of Node are views: the number is changed where it stands.
    if (key.endsWith('.block_count')) file.writeUInt32LE(layers, reader.at);
    reader.skipValue(type);
  }
  const entriesEnd = reader.at;
  /** Name, shape and type of each as they stand in the file, and where its data begins. */
  const tensors = [];
  for (let index = 0; index < tensorCount; index += 1) {
    const start = reader.at;
    const name = reader.text();
    const dimensions = reader.uint32();
    reader.at += dimensions * 8 + 4;
    const head = file.subarray(start, reader.at);
    tensors.push({ name, head, offset: reader.count(reader.at) });
    reader.at += 8;
  }
  const data = aligned(reader.at);
  const ends = new Map(
    [...tensors]
      .sort((a, b) => a.offset - b.offset)
      .map(({ name }, index, all) => [name, data + (all[index + 1]?.offset ?? file.length - data)]),
  );
  const kept = tensors.filter(({ name }) => Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? 0) < layers);
  const heads = [];
  const bodies = [];
  let offset = 0;
  for (const { name, head, offset: old } of kept) {
    const position = Buffer.alloc(8);
    position.writeBigUInt64LE(BigInt(offset));
    heads.push(head, position);
    const body = file.subarray(data + old, ends.get(name));
    bodies.push(body);
    offset += body.length;
  }
  const start = Buffer.from(file.subarray(0, entriesEnd));
  start.writeBigUInt64LE(BigInt(kept.length), 8);
  const front = Buffer.concat([start, ...heads]);
  return Buffer.concat([front, Buffer.alloc(aligned(front.length) - front.length), ...bodies]);
}

/**
 * Data begins at a multiple of 32, and so does each tensor in it.
 *
 * @param {number} position
 */
function aligned(position) {
  return Math.ceil(position / 32) * 32;
}

/**
 * Bytes of a value by its type; texts (8) and lists (9) have lengths of their own.
 *
 * @type {Readonly<Record<number, number>>}
 */
const SIZES = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

class GgufReader {
  at = 0;
  #file;

  /** @param {Buffer} file */
  constructor(file) {
    this.#file = file;
  }

  /** @param {number} position */
  count(position) {
    return Number(this.#file.readBigUInt64LE(position));
  }

  uint32() {
    this.at += 4;
    return this.#file.readUInt32LE(this.at - 4);
  }

  text() {
    const start = this.at + 8;
    this.at = start + this.count(this.at);
    return this.#file.toString('utf8', start, this.at);
  }

  /** @param {number} type */
  skipValue(type) {
    const size = SIZES[type];
    if (size !== undefined) {
      this.at += size;
    } else if (type === 8) {
      this.text();
    } else {
      const inner = this.uint32();
      const length = this.count(this.at);
      this.at += 8;
      for (let index = 0; index < length; index += 1) this.skipValue(inner);
    }
  }
}
