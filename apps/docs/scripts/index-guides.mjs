/** Makes the index of the guides, as a site makes one of its pages: each at the address where Storybook shows it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeIndex, packIndex, pagesInFolder, writeWhole } from '@local-llm-chat/indexer';

/** @param {string} root the folder of the docs, built. */
export async function indexGuides(root) {
  const { entries } = JSON.parse(await readFile(join(root, 'dist/storybook/index.json'), 'utf8'));
  /** @type {Map<string, string>} */
  const ids = new Map();
  for (const { type, id, importPath } of Object.values(entries)) {
    const name = /^\.\/guides\/(.+)\.mdx$/.exec(importPath)?.[1];
    if (type === 'docs' && name !== undefined) ids.set(`/${name}`, id);
  }
  const { file, pages } = await makeIndex(guides(join(root, 'guides'), ids));
  if (pages === 0) throw new Error('No guide was found to be put into the index.');
  await writeWhole(join(root, 'dist/llm-index.json'), packIndex(file, false).content);
}

/**
 * @param {string} folder
 * @param {ReadonlyMap<string, string>} ids of Storybook, by the addresses that the command would give
 */
async function* guides(folder, ids) {
  for await (const found of pagesInFolder(folder, { language: 'en' })) {
    const id = 'page' in found ? ids.get(found.page.url) : undefined;
    if (!('page' in found)) yield found;
    // The page of a guide by itself: the browser finds passages in it, which it does not within a frame.
    else if (id !== undefined) {
      yield { ...found, page: { ...found.page, url: `/storybook/iframe.html?viewMode=docs&id=${id}` } };
    }
  }
}
