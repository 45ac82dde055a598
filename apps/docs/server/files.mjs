/** Finds the file that a request's path means, and never one outside the folders that are served. */
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/**
 * @typedef {object} Mount
 * @property {string} path begins and ends with `/`
 * @property {string} folder
 * @property {RegExp} [only] what may be asked of it, as a path within the folder; everything if not given
 */

/** @typedef {{ file: string, size: number, modified: Date } | { redirect: string } | null} Found */

const TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.gguf', 'application/octet-stream'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.jpg', 'image/jpeg'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.ttf', 'font/ttf'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.webp', 'image/webp'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
]);

/** @param {string} file */
export const typeOf = (file) => TYPES.get(extname(file).toLowerCase()) ?? 'application/octet-stream';

/**
 * Finds a file; a folder means its `index.html`.
 *
 * @param {readonly Mount[]} mounts the longest matching path wins
 * @param {string} path as it stands in the URL, still percent-encoded
 * @returns {Promise<Found>}
 */
export async function findFile(mounts, path) {
  const decoded = decode(path);
  if (decoded === null) return null;
  const mount = mounts
    .filter((mount) => decoded.startsWith(mount.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (mount === undefined) {
    return mounts.some((mount) => mount.path === `${decoded}/`) ? { redirect: `${path}/` } : null;
  }
  const within = decoded.slice(mount.path.length);
  if (mount.only && !mount.only.test(within)) return null;
  let file = join(mount.folder, within);
  let found = await stat(file).catch(() => null);
  if (found?.isDirectory()) {
    // Relative addresses in the page would start from the folder above.
    if (!decoded.endsWith('/')) return { redirect: `${path}/` };
    file = join(file, 'index.html');
    found = await stat(file).catch(() => null);
  }
  if (!found?.isFile() || !(await isInside(file, mount.folder))) return null;
  return { file, size: found.size, modified: found.mtime };
}

/**
 * The path decoded, or `null` when it is none that we serve: not decodable, hidden files, ways up.
 *
 * @param {string} path
 */
function decode(path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const bad = decoded.includes('\0') || decoded.includes('\\') || decoded.includes('//');
  return bad || decoded.split('/').some((segment) => segment.startsWith('.')) ? null : decoded;
}

/**
 * A link inside the folder may point out of it.
 *
 * @param {string} file
 * @param {string} folder
 */
async function isInside(file, folder) {
  return (await realpath(file)).startsWith((await realpath(folder)) + sep);
}
