/** What code finds in the interpreter, and how its runs end; in Node, without the worker around it. */
import { describe, expect, it } from 'vitest';
import { OUTPUT_LIMITS } from './code-result.js';
import { runHere } from './vm.case.js';

describe('the value of code', () => {
  it.each([
    ['37 * 91', 3367],
    ['const a = 2; const b = 3; a * b', 6],
    ['await Promise.resolve([1, 2])', [1, 2]],
    ['const x = 4; return x + 1', 5],
    ['const later = async () => 8; later()', 8],
    ['if (input.n > 2) { return "many"; } return "few";', 'many'],
    ['const wait = (ms) => new Promise((done) => setTimeout(done, ms)); await wait(60_000); "waited"', 'waited'],
    ['var a = 1;', undefined],
    ['undefined', undefined],
    ['null', null],
    ['NaN', 'NaN'],
    ['-1 / 0', '-Infinity'],
    ['12n ** 3n', '1728n'],
    ['(function area() {})', '[function area]'],
    ['Symbol("s")', 'Symbol(s)'],
    ['/a+/g', '/a+/g'],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date("x")', 'Invalid Date'],
    ['new Map([["a", 1]])', { a: 1 }],
    ['new Map([[1, 2]])', [[1, 2]]],
    ['new Set("aab")', ['a', 'b']],
    ['new Uint8Array([1, 255])', [1, 255]],
    ['[1, undefined, () => 1]', [1, null, '[function without a name]']],
    ['({ a: undefined, b: { c: [1n] } })', { b: { c: ['1n'] } }],
    ['new Error("bad")', 'Error: bad'],
    ['({ toJSON: () => 5 })', 5],
    ['const a = { name: "a" }; a.self = a; a', { name: 'a', self: '[circular]' }],
    ['const a = [1]; [a, a]', [[1], [1]]],
    ['"\\ud800"', '\ud800'],
    ['input', { n: 3 }],
  ])('%s', async (code, value) => {
    expect(await runHere(code, { input: { n: 3 } })).toMatchObject({ value, console: [], isCut: false });
  });

  it('is refused when it is too long to hand out', async () => {
    const most = OUTPUT_LIMITS.value - 2;
    expect(await runHere(`"a".repeat(${most})`)).toMatchObject({ value: 'a'.repeat(most) });
    expect(await runHere(`"a".repeat(${most + 1})`)).toMatchObject({ failure: { kind: 'output' } });
    expect(await runHere('Array(5e4).fill(1)')).toMatchObject({ failure: { kind: 'output' } });
  });

  it('is deep at most to a limit', async () => {
    expect(await runHere('let a = []; for (let i = 0; i < 50; i += 1) a = [a]; a')).toMatchObject({
      value: JSON.parse(`${'['.repeat(31)}"[too deep]"${']'.repeat(31)}`),
    });
  });
});

describe('a run that fails', () => {
  it.each([
    ['let x = ;', { kind: 'syntax', message: "SyntaxError: unexpected token in expression: ';'", line: 1 }],
    ['const a = 1;\nreturn a +;', { kind: 'syntax', line: 2 }],
    ['import fs from "fs"', { kind: 'syntax' }],
    ['\n\nthrow new TypeError("bad")', { kind: 'exception', message: 'TypeError: bad', line: 3 }],
    ['throw "a text"', { kind: 'exception', message: 'Thrown: a text' }],
    ['throw null', { kind: 'exception', message: 'Thrown: null' }],
    ['throw {}', { kind: 'exception', message: 'An object was thrown.' }],
    ['throw { get message() { throw 1 } }', { kind: 'exception', message: 'An object was thrown.' }],
    ['await Promise.reject(new RangeError("no"))', { kind: 'exception', message: 'RangeError: no' }],
    ['setTimeout(() => { throw new Error("later") }, 10); 1', { kind: 'exception', message: 'Error: later' }],
    ['input.a.b', { kind: 'exception' }],
    ['fetch("https://example.com")', { kind: 'exception', message: 'ReferenceError: fetch is not defined' }],
    ['await new Promise(() => {})', { kind: 'unsettled' }],
    ['for (;;) {}', { kind: 'timeout' }],
    ['try { for (;;) {} } catch { } "caught"', { kind: 'timeout' }],
    ['setInterval(() => {}, 1)', { kind: 'timeout' }],
    ['function again() { Promise.resolve().then(again) } again()', { kind: 'timeout' }],
    ['/(a+)+$/.test("a".repeat(40) + "b")', { kind: 'timeout' }],
    ['(function down() { down() })()', { kind: 'stack' }],
    ['const list = []; for (;;) list.push(new Array(1000).fill(1))', { kind: 'memory' }],
    ['try { const list = []; for (;;) list.push(new Array(1000).fill(1)) } catch { } "caught"', { kind: 'memory' }],
    ['throw new Error("long ".repeat(1e5))', { kind: 'exception', message: 'Error: [a long text]' }],
  ])('%s', async (code, failure) => {
    const report = await runHere(code, { timeoutMs: 300 });
    expect(report.failure).toMatchObject(failure);
    expect(report.failure?.message.length).toBeLessThanOrEqual(OUTPUT_LIMITS.message);
    expect(report).not.toHaveProperty('value');
  });

  it('stays within its memory', async () => {
    const limit = 16 * 2 ** 20;
    const { failure, memoryBytes } = await runHere(
      'const list = []; for (;;) list.push("x".repeat(1e5) + list.length)',
      {
        memoryBytes: limit,
      },
    );
    expect(failure).toMatchObject({ kind: 'memory' });
    expect(memoryBytes).toBeLessThanOrEqual(1.1 * limit);
  });
});

describe('the console', () => {
  it('has lines of texts and data', async () => {
    const { console } = await runHere(`
      console.log('a', 1, { b: [2] }, null, undefined);
      console.warn('%s has %d of %i, %f%%, %o', 'Ada', '3', 4.7, 0.5, { a: 1 }, 'rest');
      console.error(new Error('bad'));
      console.group('in'); console.info('two\\nlines'); console.groupEnd(); console.debug();
      console.assert(1 > 2, 'sums'); console.count(); console.count();
    `);
    expect(console).toEqual([
      { kind: 'log', text: 'a 1 {"b":[2]} null undefined' },
      { kind: 'warn', text: 'Ada has 3 of 4, 0.5%, {"a":1} rest' },
      { kind: 'error', text: 'Error: bad' },
      { kind: 'log', text: 'in' },
      { kind: 'info', text: '  two\n  lines' },
      { kind: 'debug', text: '' },
      { kind: 'error', text: 'Assertion failed: sums' },
      { kind: 'log', text: 'default: 1' },
      { kind: 'log', text: 'default: 2' },
    ]);
  });

  it('has tables', async () => {
    const { console } = await runHere(`
      console.table([{ name: 'Ada', age: 36 }, { name: 'Bob', city: 'Bern' }]);
      console.table([[1, 2], [3]]);
      console.table({ a: 1, b: 'x' });
      console.table([{ a: 1, b: 2 }], ['b']);
      console.table('plain');
      console.table(Array.from({ length: 250 }, (_, i) => i));
    `);
    expect(console.slice(0, 5)).toEqual([
      {
        kind: 'table',
        columns: ['', 'name', 'age', 'city'],
        rows: [
          ['0', 'Ada', '36', ''],
          ['1', 'Bob', '', 'Bern'],
        ],
      },
      {
        kind: 'table',
        columns: ['', '0', '1'],
        rows: [
          ['0', '1', '2'],
          ['1', '3', ''],
        ],
      },
      {
        kind: 'table',
        columns: ['', 'value'],
        rows: [
          ['a', '1'],
          ['b', 'x'],
        ],
      },
      { kind: 'table', columns: ['', 'b'], rows: [['0', '2']] },
      { kind: 'log', text: 'plain' },
    ]);
    expect(console[5]).toMatchObject({ kind: 'table', rows: { length: OUTPUT_LIMITS.tableRows } });
    expect(console[6]).toEqual({ kind: 'info', text: '50 more rows' });
  });

  it('has charts of numbers in the shapes that people write', async () => {
    const { console } = await runHere(`
      chart([3, 1]);
      chart({ Mon: 2, Tue: 5 }, { type: 'line', title: 'Visits' });
      chart([['a', 1], ['b', 2]]);
      chart([{ x: 1, y: 2 }, { label: 'c', value: 4 }]);
      chart(new Map([['m', 7]]));
    `);
    expect(console).toEqual([
      { kind: 'chart', shape: 'bar', title: '', labels: ['1', '2'], values: [3, 1] },
      { kind: 'chart', shape: 'line', title: 'Visits', labels: ['Mon', 'Tue'], values: [2, 5] },
      { kind: 'chart', shape: 'bar', title: '', labels: ['a', 'b'], values: [1, 2] },
      { kind: 'chart', shape: 'bar', title: '', labels: ['1', 'c'], values: [2, 4] },
      { kind: 'chart', shape: 'bar', title: '', labels: ['m'], values: [7] },
    ]);
    expect(await runHere('chart(["a"])')).toMatchObject({
      failure: { message: 'TypeError: chart: the value of 1 is not a number.' },
    });
    expect(await runHere('chart([])')).toMatchObject({
      failure: { message: expect.stringContaining('nothing to show') },
    });
  });

  it('is kept before a failure, and cut where it is too much', async () => {
    expect(await runHere('console.log("before"); throw 1')).toMatchObject({
      console: [{ text: 'before' }],
      isCut: false,
    });
    const many = await runHere('for (let i = 0; i < 1e4; i += 1) console.log(i); "end"');
    expect(many).toMatchObject({ value: 'end', isCut: true });
    expect(many.console).toHaveLength(OUTPUT_LIMITS.entries);
    const long = await runHere('console.log("x".repeat(1e6)); console.log("after")');
    expect(long).toMatchObject({ console: [], isCut: true });
  });
});

describe('timers', () => {
  it('run in the order of their time, and take none', async () => {
    const { console, value } = await runHere(`
      const start = Date.now();
      setTimeout(() => console.log('third'), 3_600_000);
      setTimeout((word) => console.log(word), 20, 'second');
      setTimeout(() => console.log('first'));
      const cancelled = setTimeout(() => console.log('never'), 5);
      clearTimeout(cancelled);
      let beats = 0;
      await new Promise((done) => {
        const beat = setInterval(() => { beats += 1; if (beats === 3) { clearInterval(beat); done(); } }, 1000);
      });
      [beats, Date.now() - start >= 3000 && Date.now() - start < 60_000]
    `);
    expect(value).toEqual([3, true]);
    expect(console.map((entry) => 'text' in entry && entry.text)).toEqual(['first', 'second', 'third']);
  });
});
