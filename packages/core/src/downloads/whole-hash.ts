/** Hashes parts at once, and whole files piece by piece: the only file that knows hash-wasm. */
import { createMD5, createSHA256, sha256 } from 'hash-wasm';
import { toHex } from './model-key.js';

/** Reads the bytes from `at` on, at most `length` of them. */
export type ReadBytes = (at: number, length: number) => Promise<Uint8Array>;

/** SHA-256 of a part, in lower-case hex: by the browser, on a thread of its own, but for pages without HTTPS. */
export async function partHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return crypto.subtle === undefined ? sha256(bytes) : toHex(await crypto.subtle.digest('SHA-256', bytes));
}

const PIECE_BYTES = 4 * 2 ** 20;

/** The hash of the first `bytes` bytes, in lower-case hex. */
export async function wholeHash(
  kind: 'sha256' | 'md5',
  bytes: number,
  read: ReadBytes,
  signal: AbortSignal,
): Promise<string> {
  const hash = await (kind === 'md5' ? createMD5() : createSHA256());
  hash.init();
  for (let at = 0; at < bytes; at += PIECE_BYTES) {
    signal.throwIfAborted();
    hash.update(await read(at, Math.min(PIECE_BYTES, bytes - at)));
  }
  return hash.digest();
}
