/** The starter model with a few of its layers: a real file that the real engine loads in a third of the time, and answers with, if not sensibly. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODEL = fileURLToPath(new URL('../../model-smollm2-135m/', import.meta.url));
/** Smaller than those of the whole model, so that there are as many. */
const PART_BYTES = 2 ** 20;

/** A manifest of one file, as packages of models have it. */
export interface OneFileManifest {
  readonly files: readonly [
    {
      readonly url: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly parts: { readonly bytes: number; readonly sha256: readonly string[] };
    },
  ];
}

/** Where the shortened file is, and a manifest that describes it. It is made once for each set of weights and number of layers. */
export async function shortModel(layers = 4): Promise<{ readonly path: string; readonly manifest: OneFileManifest }> {
  const manifest = JSON.parse(await readFile(`${MODEL}manifest.json`, 'utf8')) as OneFileManifest;
  const [file] = manifest.files;
  const folder = join(tmpdir(), 'local-llm-chat-short-models');
  const path = join(folder, `${file.sha256.slice(0, 16)}-${layers}.gguf`);
  const bytes = await readFile(path).catch(async () => {
    const short = shorten(await readFile(`${MODEL}${file.url}`), layers);
    await mkdir(folder, { recursive: true });
    // Under its name it is whole, whoever else makes it at this moment.
    await writeFile(`${path}.${process.pid}`, short);
    await rename(`${path}.${process.pid}`, path);
    return short;
  });
  const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) =>
    sha256(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)),
  );
  const short = { ...file, bytes: bytes.length, sha256: sha256(bytes), parts: { bytes: PART_BYTES, sha256: parts } };
  return { path, manifest: { ...manifest, files: [short] } };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface Tensor {
  readonly name: string;
  /** Name, shape and type as they stand in the file. */
  readonly head: Buffer;
  readonly offset: number;
}

/** Leaves out the layers from the given one on. The layout is that of the GGUF specification, version 3. */
function shorten(file: Buffer, layers: number): Buffer {
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
  const tensors: Tensor[] = [];
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
  const heads: Buffer[] = [];
  const bodies: Buffer[] = [];
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

/** Data begins at a multiple of 32, and so does each tensor in it. */
function aligned(position: number): number {
  return Math.ceil(position / 32) * 32;
}

/** Bytes of a value by its type; texts (8) and lists (9) have lengths of their own. */
const SIZES: Readonly<Record<number, number>> = {
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
  readonly #file: Buffer;

  constructor(file: Buffer) {
    this.#file = file;
  }

  count(position: number): number {
    return Number(this.#file.readBigUInt64LE(position));
  }

  uint32(): number {
    this.at += 4;
    return this.#file.readUInt32LE(this.at - 4);
  }

  text(): string {
    const start = this.at + 8;
    this.at = start + this.count(this.at);
    return this.#file.toString('utf8', start, this.at);
  }

  skipValue(type: number): void {
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
