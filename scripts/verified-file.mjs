/** Says whether a file is the published one, and remembers the answer so that 94 MB are hashed once. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';

/** @typedef {{ bytes: number, sha256: string }} Expected */

/** @param {string} path */
const stampPath = (path) => `${path}.verified.json`;

/**
 * True when the file is there and has the right content. Reads only its size and time when it was
 * verified before and has not been touched since.
 *
 * @param {string} path
 * @param {Expected} expected
 */
export async function isVerified(path, expected) {
  const found = await stat(path).catch(() => null);
  if (found === null || found.size !== expected.bytes) return false;
  const stamp = await readFile(stampPath(path), 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  if (stamp?.sha256 === expected.sha256 && stamp.modified === found.mtimeMs) return true;
  if ((await problemWith(path, expected)) !== null) return false;
  await rememberVerified(path, expected);
  return true;
}

/**
 * What is wrong with a file, or `null`.
 *
 * @param {string} path
 * @param {Expected} expected
 */
export async function problemWith(path, expected) {
  const { size } = await stat(path);
  if (size !== expected.bytes) return `it has ${size} bytes instead of ${expected.bytes}`;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const sha256 = hash.digest('hex');
  return sha256 === expected.sha256 ? null : `its SHA-256 is ${sha256} instead of ${expected.sha256}`;
}

/**
 * Notes that the file as it is now is the right one.
 *
 * @param {string} path
 * @param {Expected} expected
 */
export async function rememberVerified(path, expected) {
  const { mtimeMs } = await stat(path);
  await writeFile(stampPath(path), JSON.stringify({ sha256: expected.sha256, modified: mtimeMs }));
}
