/** Reads files out of an archive of a package: as much of the tar format as npm writes. */

const BLOCK = 512;
const NAME = [0, 100];
const SIZE = [124, 136];
const KIND = 156;
const PREFIX = [345, 500];
const REGULAR = new Set(['0', '\0']);

/**
 * The files below a folder of the package that have this ending, by their path in the package.
 *
 * @param {Uint8Array} archive not compressed.
 * @param {string} folder
 * @param {string} ending
 * @returns {Generator<{ path: string, text: string }>}
 */
export function* textFilesIn(archive, folder, ending) {
  const text = (/** @type {number[]} */ [start, end], from = 0) => {
    const field = new TextDecoder().decode(archive.subarray(from + (start ?? 0), from + (end ?? 0)));
    return field.split('\0')[0]?.trim() ?? '';
  };
  let at = 0;
  while (at + BLOCK <= archive.length && archive[at] !== 0) {
    const size = Number.parseInt(text(SIZE, at), 8);
    const name = [text(PREFIX, at), text(NAME, at)].filter((part) => part !== '').join('/');
    // All in an archive of npm is below one folder, `package`.
    const path = name.slice(name.indexOf('/') + 1);
    const isWanted = path.startsWith(folder) && path.endsWith(ending) && !path.split('/').includes('..');
    if (isWanted && REGULAR.has(String.fromCharCode(archive[at + KIND] ?? 0))) {
      const start = at + BLOCK;
      yield { path, text: new TextDecoder().decode(archive.subarray(start, start + size)) };
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
