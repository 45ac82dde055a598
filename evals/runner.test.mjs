/** What the runner is asked for, what it keeps, and the table that it writes. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { guideRows, withRows } from './guide-table.mjs';
import { readOptions } from './options.mjs';
import { readSet, TASKS } from './read-sets.mjs';
import { openResults } from './results.mjs';
import { choiceGrammar, grammarOf } from './schema-grammar.mjs';
import { tableOf } from './table.mjs';

describe('options', () => {
  test('by default a few items of all tasks on the starter model, both sides', () => {
    const options = readOptions([]);
    expect(options).toMatchObject({
      engine: 'wllama',
      limit: 3,
      sides: ['ours', 'baseline'],
      name: 'smollm2-135m-wllama',
    });
    expect(options.tasks).toEqual(TASKS);
  });

  test('are read', () => {
    const args = [
      'title',
      'answer',
      '--engine=native',
      '--native=/x',
      '--model=/m/Qwen-Q4.gguf',
      '--all',
      '--ours-only',
    ];
    const expected = { tasks: ['answer', 'title'], native: '/x', limit: Number.POSITIVE_INFINITY, sides: ['ours'] };
    expect(readOptions(args)).toMatchObject({ ...expected, name: 'Qwen-Q4-native' });
  });

  test.each([
    [['sumarize'], 'no task sumarize'],
    [['--engine=onnx'], 'no engine onnx'],
    [['--engine=native'], 'needs --native'],
    [['--limit=0'], '--limit'],
    [['--only=('], '--only'],
    [['--limit=x'], '--limit'],
    [['--ours-only', '--baseline-only'], 'only'],
    [['--fast'], '--fast'],
  ])('%j is refused', (args, reason) => expect(() => readOptions(args)).toThrow(reason));
});

describe('results', () => {
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-evals-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const what = {
    side: /** @type {const} */ ('ours'),
    task: /** @type {const} */ ('title'),
    item: { id: 'a', text: 'A.' },
  };
  const entry = { output: { text: 'A' }, calls: 1, promptTokens: 1, cachedTokens: 0, completionTokens: 1, seconds: 1 };
  const open = (isFresh = (/** @type {any} */ _key) => false) => openResults(join(folder, 'deep/m.json'), isFresh);

  test('are there in the next run, and nothing else is left in the folder', async () => {
    await (await open()).put(what, entry);
    expect((await open()).get(what)).toMatchObject(entry);
    expect(await readdir(join(folder, 'deep'))).toEqual(['m.json']);
  });

  test('are of no use for an item that was changed, for another side, or when fresh ones are wanted', async () => {
    await (await open()).put(what, entry);
    const results = await open();
    expect(results.get({ ...what, item: { id: 'a', text: 'B.' } })).toBeUndefined();
    expect(results.get({ ...what, side: 'baseline' })).toBeUndefined();
    expect((await open(({ task, side }) => task === 'title' && side === 'ours')).get(what)).toBeUndefined();
  });
});

test('the table has a line for each score, and says how many failed', () => {
  const cost = { calls: 2, promptTokens: 100, cachedTokens: 50, completionTokens: 10, seconds: 3 };
  const ours = [{ scored: { scores: { facts: 0.5, rare: null } }, entry: { output: {}, ...cost } }];
  const baseline = [
    { scored: { scores: { facts: 0, rare: null } }, entry: { output: null, error: 'x', ...cost, calls: 1 } },
    { scored: { scores: { facts: 0.5, rare: 1 } }, entry: { output: {}, ...cost, calls: 1 } },
  ];
  const lines = tableOf('m-native', [{ task: 'summarize', ours, baseline }]).split('\n');
  expect(lines).toContain('| summarize (1, 2) | facts | 0.50 | 0.25 |');
  expect(lines).toContain('|  | rare | – | 1.00 |');
  expect(lines).toContain('|  | calls | 2.0 | 1.0 |');
  expect(lines).toContain('|  | failed |  | 1 |');
});

describe('grammars', () => {
  test('of choices are quoted', () => {
    expect(choiceGrammar(['a "b"', 'c\\d\n'])).toBe('root ::= "a \\"b\\"" | "c\\\\d\\n"');
  });

  test('keep the order of keys, and let optional ones be left out with their commas', () => {
    const properties = { a: { const: 1 }, b: { enum: ['x', 'y'] } };
    const all = rulesOf(grammarOf({ type: 'object', properties, required: ['b'] }));
    expect(textsOf(all, 'root')).toEqual(['{"a":1,"b":"x"}', '{"a":1,"b":"y"}', '{"b":"x"}', '{"b":"y"}']);
  });

  test('refuse what they cannot keep', () => {
    expect(() => grammarOf({ type: 'string', pattern: '^a' })).toThrow('patterns');
    expect(() => grammarOf({ not: {} })).toThrow('no rule');
  });

  test('may contain themselves', () => {
    const schema = { type: 'object', properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } } };
    expect(() => grammarOf(schema)).not.toThrow();
  });
});

/** @param {string} grammar */
const rulesOf = (grammar) =>
  new Map(grammar.split('\n').map((line) => /** @type {[string, string]} */ (line.split(/ ::= (.*)/s).slice(0, 2))));

/**
 * All texts of a small grammar of names, quoted texts, groups and alternatives.
 *
 * @param {Map<string, string>} rules
 * @param {string} start
 * @returns {string[]}
 */
function textsOf(rules, start) {
  const tokens = (rules.get(start) ?? '').match(/"(?:\\.|[^"])*"|[\w]+|[()|]/g) ?? [];
  let at = 0;
  const alternatives = () => {
    let [all, current] = [/** @type {string[]} */ ([]), ['']];
    for (; at < tokens.length && tokens[at] !== ')'; at += 1) {
      const token = tokens[at] ?? '';
      if (token === '|') {
        all = [...all, ...current];
        current = [''];
        continue;
      }
      let options = [''];
      if (token === '(') {
        at += 1;
        options = alternatives();
      } else if (token.startsWith('"')) options = [JSON.parse(token)];
      else if (token !== 'space') options = textsOf(rules, token);
      current = current.flatMap((before) => options.map((option) => before + option));
    }
    return [...all, ...current];
  };
  return alternatives();
}

describe('the figures in the guide', () => {
  const entry = { output: {}, calls: 1, promptTokens: 1, cachedTokens: 0, completionTokens: 1, seconds: 1 };
  const run = (/** @type {number} */ score, day = '2026-11-28') => ({
    entry: { ...entry, day },
    scored: { scores: { 'one short line': score, 'key words': score } },
  });
  const title = (/** @type {number} */ ours, /** @type {number} */ plain, day = '2026-11-28') => ({
    task: 'title',
    ours: [run(ours, day), run(ours, '2026-11-27')],
    baseline: [run(plain), run(plain)],
  });
  const options = { name: 'small-native', sizes: { title: 2 } };

  test('are those of whole sets, with model, engine and day', () => {
    expect(guideRows([title(1, 0.2)], options)).toEqual([
      '| `title`: one short line | 1.00 | 0.20 | 2 | small-native, 2026-11-28 |',
      '| `title`: key words | 1.00 | 0.20 | 2 | small-native, 2026-11-28 |',
    ]);
    expect(guideRows([title(1, 0.2)], { ...options, sizes: { title: 3 } })).toEqual([]);
    expect(guideRows([{ ...title(1, 0.2), baseline: [] }], options)).toEqual([]);
  });

  test('take the place of older ones, and leave the rest of the guide alone', async () => {
    const guide = await readFile(new URL('../apps/docs/guides/tasks.mdx', import.meta.url), 'utf8');
    const rows = guideRows([title(0.5, 0.25)], options);
    const once = withRows(guide, rows);
    expect(once.split('\n').filter((line) => !guide.includes(line))).toEqual(rows);
    const later = guideRows([title(0.75, 0.25, '2027-01-02')], options);
    expect(withRows(once, later)).toBe(rows.reduce((text, row, at) => text.replace(row, later[at] ?? ''), once));
    expect(withRows(guide, [])).toBe(guide);
    expect(() => withRows('# A guide', rows)).toThrow(/no place for figures/);
  });

  test('of the starter model are of the sets as they are now', async () => {
    const guide = await readFile(new URL('../apps/docs/guides/tasks.mdx', import.meta.url), 'utf8');
    for (const [, task = '', count] of guide.matchAll(/^\| `(\w+)`: .* \| (\d+) \| smollm2-135m-/gm)) {
      expect(TASKS).toContain(task);
      const items = await readSet(/** @type {import('./read-sets.mjs').TaskName} */ (task));
      expect(Number(count), task).toBeLessThanOrEqual(items.length);
    }
  });
});
