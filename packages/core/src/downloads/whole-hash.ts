/** Hashes parts at once, and whole files part by part: the only file that knows hash-wasm. */
import { createMD5, createSHA256, type IHasher, sha256 } from 'hash-wasm';
import { toHex } from '../hex.js';

/** SHA-256 of a part, in lower-case hex: by the browser, on a thread of its own, but for pages without HTTPS. */
export async function partHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return crypto.subtle === undefined ? sha256(bytes) : toHex(await crypto.subtle.digest('SHA-256', bytes));
}

/** The hash of a file as far as its parts have come, in order. */
export class WholeHash {
  readonly kind: 'sha256' | 'md5';
  readonly #hasher: IHasher;
  #next = 0;

  private constructor(kind: 'sha256' | 'md5', hasher: IHasher) {
    this.kind = kind;
    this.#hasher = hasher;
    hasher.init();
  }

  static async create(kind: 'sha256' | 'md5'): Promise<WholeHash> {
    return new WholeHash(kind, await (kind === 'md5' ? createMD5() : createSHA256()));
  }

  /** The part that comes next. */
  get next(): number {
    return this.#next;
  }

  /** Takes the next part. */
  update(part: Uint8Array): void {
    this.#hasher.update(part);
    this.#next += 1;
  }

  /** Begins anew. */
  reset(): void {
    this.#hasher.init();
    this.#next = 0;
  }

  /** In lower-case hex; after that, nothing more can be taken. */
  digest(): string {
    return this.#hasher.digest();
  }
}
