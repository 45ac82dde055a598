/** Parts of which not everything has come yet, in memory. */

interface PartBuffer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  filled: number;
}

/** As many as the connections can have in use: one that fills and one that is hashed, each. */
const MAX_SPARE = 8;

/** Memory for parts, for all files of a download: new memory must be cleared page by page, used one need not be. */
export class PartMemory {
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  take(length: number): Uint8Array<ArrayBuffer> {
    const spare = this.#spare.pop();
    return spare?.length === length ? spare : new Uint8Array(length);
  }

  giveBack(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#spare.length < MAX_SPARE) this.#spare.push(bytes);
  }
}

export class PartBuffers {
  readonly #buffers = new Map<number, PartBuffer>();
  readonly #memory: PartMemory;
  #bytes = 0;

  constructor(memory: PartMemory) {
    this.#memory = memory;
  }

  /** Bytes of all of them. */
  get bytes(): number {
    return this.#bytes;
  }

  bytesOf(part: number): number {
    return this.#buffers.get(part)?.filled ?? 0;
  }

  /**
   * Takes bytes of a part, in order.
   *
   * @param length of the whole part.
   * @returns the part, once it is full.
   */
  fill(part: number, bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> | null {
    const buffer = this.#buffers.get(part) ?? { bytes: this.#memory.take(length), filled: 0 };
    this.#buffers.set(part, buffer);
    buffer.bytes.set(bytes, buffer.filled);
    buffer.filled += bytes.length;
    this.#bytes += bytes.length;
    return buffer.filled === buffer.bytes.length ? buffer.bytes : null;
  }

  /** What has come of a part. */
  take(part: number): Uint8Array<ArrayBuffer> {
    const { bytes, filled } = this.#buffers.get(part) ?? { bytes: new Uint8Array(0), filled: 0 };
    return bytes.slice(0, filled);
  }

  /** Forgets what has come of a part. */
  drop(part: number): void {
    this.#bytes -= this.bytesOf(part);
    this.#buffers.delete(part);
  }

  clear(): void {
    this.#bytes = 0;
    this.#buffers.clear();
  }
}
