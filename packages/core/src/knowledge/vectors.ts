/** Vectors of chunks in a byte a dimension, and how near each is to that of a question. */

/** Vectors as they stand in a file: `count × dimensions` signed bytes, in base64. */
export interface VectorTable {
  /** The model that made them: only its vectors can be compared with them. */
  readonly model: string;
  readonly dimensions: number;
  readonly data: string;
}

/** Vectors of all chunks, in their order. */
export class Vectors {
  readonly model: string;
  readonly dimensions: number;
  readonly #bytes: Int8Array;
  /** One over the length of each, so that a product with it is a cosine. */
  readonly #inverses: Float32Array;

  /** @param bytes `count × dimensions`. */
  constructor(model: string, dimensions: number, bytes: Int8Array) {
    this.model = model;
    this.dimensions = dimensions;
    this.#bytes = bytes;
    this.#inverses = new Float32Array(bytes.length / dimensions);
    for (let index = 0; index < this.#inverses.length; index += 1) {
      let sum = 0;
      for (const value of this.at(index)) sum += value * value;
      this.#inverses[index] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
    }
  }

  static load({ model, dimensions, data }: VectorTable): Vectors {
    const text = atob(data);
    const bytes = new Int8Array(text.length);
    for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
    return new Vectors(model, dimensions, bytes);
  }

  get count(): number {
    return this.#inverses.length;
  }

  /** The bytes of one. */
  at(index: number): Int8Array {
    return this.#bytes.subarray(index * this.dimensions, (index + 1) * this.dimensions);
  }

  /** Those of some chunks, in this order; null where one of them has none, as it came later. */
  pick(indices: readonly number[]): Vectors | null {
    if (indices.some((index) => index >= this.count)) return null;
    const bytes = new Int8Array(indices.length * this.dimensions);
    indices.forEach((index, place) => {
      bytes.set(this.at(index), place * this.dimensions);
    });
    return new Vectors(this.model, this.dimensions, bytes);
  }

  toJSON(): VectorTable {
    let data = '';
    // In pieces: a call takes only so many arguments.
    for (let start = 0; start < this.#bytes.length; start += 8192) {
      data += String.fromCharCode(...new Uint8Array(this.#bytes.subarray(start, start + 8192)));
    }
    return { model: this.model, dimensions: this.dimensions, data: btoa(data) };
  }

  /**
   * The cosine of each chunk, in their order.
   *
   * @param vector of `dimensions` numbers, of any length.
   */
  cosines(vector: ArrayLike<number>, wants: (index: number) => boolean): { id: number; score: number }[] {
    if (vector.length !== this.dimensions) {
      throw new RangeError(`A vector of ${vector.length} numbers is compared with those of ${this.dimensions}.`);
    }
    const query = unit(vector);
    const cosines: { id: number; score: number }[] = [];
    for (let index = 0; index < this.count; index += 1) {
      if (!wants(index)) continue;
      let sum = 0;
      const start = index * this.dimensions;
      for (let at = 0; at < query.length; at += 1) sum += (query[at] as number) * (this.#bytes[start + at] as number);
      cosines.push({ id: index, score: sum * (this.#inverses[index] as number) });
    }
    return cosines;
  }
}

/** One vector as signed bytes: its largest number becomes 127. */
export function quantize(vector: ArrayLike<number>): Int8Array {
  const numbers = Float32Array.from(vector);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(numbers, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}

/** The direction between some vectors, whatever their lengths; zeros of none. */
export function meanOf(vectors: readonly ArrayLike<number>[], dimensions: number): ArrayLike<number> {
  if (vectors.length === 1 && vectors[0] !== undefined) return vectors[0];
  const sum = new Float32Array(dimensions);
  for (const vector of vectors) {
    unit(vector).forEach((value, at) => {
      sum[at] = (sum[at] as number) + value;
    });
  }
  return sum;
}

function unit(vector: ArrayLike<number>): Float32Array {
  const numbers = Float32Array.from(vector);
  const length = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
  return numbers.map((value) => (length === 0 ? 0 : value / length));
}
