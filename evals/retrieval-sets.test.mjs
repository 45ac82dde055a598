/** The questions about documentation are fair, and rankings are scored by where the right page stands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from './retrieval/package-folder.mjs';
import { KINDS, QUESTION_SETS, readQuestions } from './retrieval/question-sets.mjs';
import { meanOf, rankOf, scoreRanking } from './retrieval/score-ranking.mjs';
import { textFilesIn } from './retrieval/tar.mjs';

test.each(QUESTION_SETS)('%s has as many questions of each kind, none of them twice', async (name) => {
  const { items } = await readQuestions(name);
  expect(items).toHaveLength(60);
  for (const kind of KINDS) expect(items.filter((item) => item.kind === kind)).toHaveLength(60 / KINDS.length);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  expect(new Set(items.map(({ question }) => question.toLowerCase())).size).toBe(items.length);
  for (const { pages, question } of items) {
    expect(pages.length, question).toBeGreaterThan(0);
    expect(new Set(pages).size, question).toBe(pages.length);
  }
});

test.each(QUESTION_SETS)('%s names its package at one version, with its integrity and licence', async (name) => {
  const set = await readQuestions(name);
  expect(set.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(set.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  expect(set.licence).toMatch(/^[A-Za-z0-9.-]+$/);
});

test.for(QUESTION_SETS)('%s: every page that is named is in the package', async (name, { skip }) => {
  const set = await readQuestions(name);
  const folder = folderOf(set);
  skip(!existsSync(folder), 'Not looked at: `npm run evals -- retrieval` has not fetched the package.');
  for (const { pages } of set.items) for (const page of pages) expect(existsSync(join(folder, page)), page).toBe(true);
});

test('a page counts by its rank among different pages, the first right one', () => {
  const found = ['a', 'a', 'b', 'a', 'c', 'd', 'e', 'f'];
  expect(rankOf(found, ['c', 'b'])).toBe(2);
  expect(rankOf(found, ['x'])).toBe(Number.POSITIVE_INFINITY);
  expect(scoreRanking(found, ['a'])).toEqual({ recall1: 1, recall5: 1, mrr: 1, passages5: 1 });
  expect(scoreRanking(found, ['e'])).toEqual({ recall1: 0, recall5: 1, mrr: 1 / 5, passages5: 0 });
  expect(scoreRanking(found, ['f'])).toEqual({ recall1: 0, recall5: 0, mrr: 1 / 6, passages5: 0 });
  const far = Array.from({ length: 12 }, (_, index) => String(index));
  expect([scoreRanking(far, ['9']).mrr, scoreRanking(far, ['10']).mrr]).toEqual([1 / 10, 0]);
  expect(meanOf([scoreRanking(found, ['a']), scoreRanking(found, ['x'])]).mrr).toBe(0.5);
});

test('of an archive, files of the folder are read whole, and none that points out of it', () => {
  const long = `${'x'.repeat(600)}é`;
  const archive = Buffer.concat([
    entry('package/docs/a.md', 'one'),
    entry('package/docs/b.md', long),
    entry('package/docs/c.js', 'code'),
    entry('package/docs/../../d.md', 'out'),
    entry('package/README.md', 'not asked for'),
    entry('a/very/long/name.md', 'two', 'package/docs'),
    entry('package/docs/link.md', '', '', '2'),
    Buffer.alloc(1024),
  ]);
  expect([...textFilesIn(archive, 'docs/', '.md')]).toEqual([
    { path: 'docs/a.md', text: 'one' },
    { path: 'docs/b.md', text: long },
    { path: 'docs/a/very/long/name.md', text: 'two' },
  ]);
});

/** A file of an archive: its header, and its content in whole blocks. */
function entry(/** @type {string} */ name, /** @type {string} */ content, prefix = '', kind = '0') {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(bytes.length.toString(8).padStart(11, '0'), 124);
  header.write(kind, 156);
  header.write(prefix, 345);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
