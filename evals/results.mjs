/** What has been run so far, kept in a file after each item, so that a run can go on where it was stopped. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * @typedef {import('./run-item.mjs').Entry & { asked: string }} Kept `asked` tells whether the item is still the same.
 */

/**
 * Opens the file of a model and engine. What belongs to `fresh` is forgotten.
 *
 * @param {string} path
 * @param {(key: { task: string, side: string }) => boolean} isFresh
 */
export async function openResults(path, isFresh) {
  /** @type {Record<string, Kept>} */
  const entries = {};
  for (const [key, entry] of Object.entries(await readOr(path, {}))) {
    const [task = '', side = ''] = key.split('/');
    if (!isFresh({ task, side })) entries[key] = entry;
  }
  return {
    /** @param {import('./run-item.mjs').What} what */
    get(what) {
      const entry = entries[keyOf(what)];
      return entry?.asked === fingerprint(what.item) ? entry : undefined;
    },
    /**
     * @param {import('./run-item.mjs').What} what
     * @param {import('./run-item.mjs').Entry} entry
     */
    async put(what, entry) {
      entries[keyOf(what)] = { asked: fingerprint(what.item), ...entry };
      await mkdir(dirname(path), { recursive: true });
      // Whole or not at all: a run is stopped at any moment.
      await writeFile(`${path}.new`, `${JSON.stringify(entries, null, 2)}\n`);
      await rename(`${path}.new`, path);
    },
  };
}

/** @param {import('./run-item.mjs').What} what */
const keyOf = ({ task, side, item }) => `${task}/${side}/${item.id}`;

/** @param {unknown} item */
const fingerprint = (item) => createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 12);

/**
 * @param {string} path
 * @param {Record<string, Kept>} otherwise
 */
async function readOr(path, otherwise) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return otherwise;
    throw error;
  }
}
