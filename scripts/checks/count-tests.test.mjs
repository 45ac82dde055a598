/** Counting, against reports that vitest itself has written about passing, failing and broken files. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT, runTool } from '../tools.mjs';
import { countTests } from './count-tests.mjs';

/** @type {string} */
let folder;

beforeEach(async () => {
  // Inside of the repository, so that vitest is found.
  folder = await mkdtemp(join(ROOT, 'node_modules/.count-tests-'));
  await writeFile(join(folder, 'vitest.config.mjs'), "export default { test: { include: ['*.check.mjs'] } };");
});

afterEach(() => rm(folder, { recursive: true }));

/** @param {Record<string, string>} files */
async function count(files) {
  for (const [name, source] of Object.entries(files)) {
    await writeFile(join(folder, name), `import { test, expect, afterAll } from 'vitest';\n${source}`);
  }
  const report = join(folder, 'report.json');
  const { code } = await runTool('vitest', ['run', '--reporter=json', `--outputFile=${report}`], { cwd: folder });
  return countTests(
    await readFile(report, 'utf8')
      .then(JSON.parse)
      .catch(() => null),
    code,
  );
}

test('counts what passed, failed and was skipped', async () => {
  const source = "test('a', () => {}); test('b', () => expect(1).toBe(2)); test.skip('c', () => {}); test.todo('d');";
  expect(await count({ 'a.check.mjs': source })).toEqual({ passed: 1, failed: 1, skipped: 2 });
});

test('a file that cannot be loaded is a failure', async () => {
  const files = { 'a.check.mjs': "test('a', () => {});", 'b.check.mjs': "import './nowhere.mjs';" };
  expect(await count(files)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('an error outside of every test is a failure', async () => {
  const source =
    "test('a', () => { setTimeout(() => { throw new Error('late'); }); return new Promise((r) => setTimeout(r, 50)); });";
  expect(await count({ 'a.check.mjs': source })).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('nothing that ran is a failure', async () => {
  expect(await count({})).toMatchObject({ passed: 0, failed: 1 });
  expect(await count({ 'a.check.mjs': "test.skip('a', () => {});" })).toEqual({ passed: 0, failed: 1, skipped: 1 });
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
