/** The documentation of a package at one version: fetched once, held to its integrity, kept outside of what is committed. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { runTool } from '../../scripts/tools.mjs';
import { textFilesIn } from './tar.mjs';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/local-llm-chat/retrieval/', import.meta.url));

/** @typedef {import('./question-sets.mjs').QuestionSet} QuestionSet */

/**
 * Where the pages of a set are, whether they are there or not.
 *
 * @param {Pick<QuestionSet, 'package' | 'version' | 'folder'>} set
 */
export function folderOf({ package: name, version, folder }) {
  return join(CACHE, `${name}-${version}`, folder);
}

/**
 * Fetches the pages of a set where they are not there yet, and says where they are.
 *
 * @param {QuestionSet} set
 * @throws Error where npm cannot fetch it, or has another package than the one that the questions were written for.
 */
export async function fetchPages(set) {
  const { package: name, version, integrity } = set;
  const folder = join(CACHE, `${name}-${version}`);
  if (existsSync(folder)) return folderOf(set);
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'unfinished-'));
  try {
    const packing = ['pack', `${name}@${version}`, '--loglevel=error', '--ignore-scripts'];
    const { code, output } = await runTool('npm', packing, { cwd: unfinished, env: process.env });
    const file = (await readdir(unfinished)).find((entry) => entry.endsWith('.tgz'));
    if (code !== 0 || file === undefined) throw new Error(`npm could not fetch ${name}@${version}: ${output}`);
    const bytes = await readFile(join(unfinished, file));
    const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name}@${version} has changed: ${found} instead of ${integrity}.`);
    const pages = join(unfinished, 'pages');
    for (const { path, text } of textFilesIn(gunzipSync(bytes), `${set.folder}/`, '.md')) {
      await mkdir(dirname(join(pages, path)), { recursive: true });
      await writeFile(join(pages, path), text);
    }
    await rename(pages, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folderOf(set);
}
