/** Grammars as the real xgrammar of web-llm reads them; `wllama.browser.test.ts` shows some to llama.cpp. */
import { string as anyText, assert, asyncProperty, constantFrom, integer, record, uniqueArray } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { GrammarWalker, seededRandom } from '../adapters/xgrammar.case.js';
import type { OutputFormat } from '../generate.js';
import { answerGrammar } from './answer-grammar.js';
import { GrammarRules } from './grammar-rules.js';
import { decimalGrammar, integerGrammar } from './number-grammar.js';
import { enforceable, refused } from './schemas.case.js';

let walker: GrammarWalker;
beforeAll(async () => {
  walker = await GrammarWalker.open();
}, 60_000);

function grammarOf(make: (rules: GrammarRules) => string | null): string {
  const rules = new GrammarRules();
  const root = make(rules);
  return `root ::= ${root}\n${rules}`;
}

describe('the grammar of a schema', () => {
  it.each(Object.entries(enforceable))('lets through what matches, for %s', async (_, [schema, check]) => {
    const grammar = answerGrammar({ type: 'json', schema });
    const random = seededRandom(7);
    for (let turn = 0; turn < 25; turn += 1) {
      const tokens = await walker.walk(grammar, random);
      const text = tokens.join('');
      expect(check(JSON.parse(text)), text).toBe(true);
      // What is let through after a change must match as well.
      const place = Math.floor(random() * tokens.length);
      for (const changed of [tokens.toSpliced(place, 1), tokens.toSpliced(place, 0, tokens[place] ?? '')]) {
        const other = changed.join('');
        if (await walker.accepts(grammar, other)) expect(check(JSON.parse(other)), other).toBe(true);
      }
    }
  });

  it('has exactly what is said around it', async () => {
    const schema = { anyOf: [{ type: 'object', properties: { next: { $ref: '#' } } }, { type: 'null' }] };
    const around = { before: '<tool_call>\n', after: '\n</tool_call>' };
    const grammar = answerGrammar({ type: 'json', schema, ...around });
    const call = '<tool_call>\n{"next": {"next": null}}\n</tool_call>';
    expect(await walker.accepts(grammar, call)).toBe(true);
    for (const other of ['null', '<tool_call>\nnull', call.replace('\n', ''), call.replace('null', call), `${call} `]) {
      expect(await walker.accepts(grammar, other), other).toBe(false);
    }
    const text = (await walker.walk(grammar, seededRandom(3))).join('');
    expect(() => JSON.parse(text.slice(around.before.length, -around.after.length))).not.toThrow();
    expect(() => answerGrammar({ type: 'json', schema, before: 1 as never })).toThrow('no text');
  });

  it('lets through all that a model may want to say in a text', async () => {
    const grammar = answerGrammar({ type: 'json', schema: { type: 'string' } });
    for (const text of ['', 'é日🎉', 'a "quote" \\ and a\nline\ttab', '\u2028', '{}[],:']) {
      expect(await walker.accepts(grammar, JSON.stringify(text)), text).toBe(true);
    }
    for (const broken of ['"', '"a', '"a"b"', '"\n"', '"\\x"', 'a']) {
      expect(await walker.accepts(grammar, broken), broken).toBe(false);
    }
  });

  it('writes properties in the order of the schema and nothing else', async () => {
    const schema = { type: 'object', properties: { z: { const: 1 }, a: { const: 2 } }, required: ['a'] };
    const grammar = answerGrammar({ type: 'json', schema });
    expect(await walker.accepts(grammar, '{"z": 1, "a": 2}')).toBe(true);
    expect(await walker.accepts(grammar, '{"a": 2}')).toBe(true);
    for (const other of ['{"a": 2, "z": 1}', '{"z": 1}', '{"a": 2, "b": 3}', '{"a":2}', '{"a": 2}\n']) {
      expect(await walker.accepts(grammar, other), other).toBe(false);
    }
  });

  it.each(refused)('is refused for %j', (schema, why) => {
    const refuse = () => answerGrammar({ type: 'json', schema } as OutputFormat);
    expect(refuse).toThrow(expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining(why) }));
  });

  it('is refused for a schema that is nested without end', () => {
    let schema: Record<string, unknown> = { type: 'null' };
    for (let depth = 0; depth < 10_000; depth += 1) schema = { type: 'array', items: schema };
    expect(() => answerGrammar({ type: 'json', schema })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('keeps numbers within their bounds', async () => {
    const bound = integer({ min: -1200, max: 1200 });
    const near = constantFrom(-2, -1, 0, 1, 2);
    await assert(
      asyncProperty(bound, bound, near, near, async (one, other, before, after) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)];
        const grammar = grammarOf((rules) => integerGrammar(rules, { least, most }));
        for (const number of [least + before, most + after, 0]) {
          const isWithin = number >= least && number <= most;
          expect(await walker.accepts(grammar, String(number)), `${number} in ${least}..${most}`).toBe(isWithin);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps decimals within their bounds', async () => {
    const bounds = record({
      one: integer({ min: -30, max: 120 }),
      other: integer({ min: -30, max: 120 }),
      above: constantFrom(true, false),
      below: constantFrom(true, false),
      tenths: integer({ min: -11, max: 11 }),
    });
    await assert(
      asyncProperty(bounds, async ({ one, other, above, below, tenths }) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)];
        if (least === most && (above || below)) return;
        const grammar = grammarOf((rules) => decimalGrammar(rules, { least, most, above, below }));
        for (const number of [least * 10 + tenths, most * 10 + tenths].map((value) => value / 10)) {
          const isWithin = (above ? number > least : number >= least) && (below ? number < most : number <= most);
          const text = Object.is(number, -0) ? '0' : String(number);
          const bounded = `${text} in ${least}..${most} ${above} ${below}`;
          expect(await walker.accepts(grammar, text), bounded).toBe(isWithin);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the grammar of choices', () => {
  it('lets through the choices and nothing else, whatever they are', async () => {
    const choices = uniqueArray(anyText({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 5,
    });
    await assert(
      asyncProperty(choices, async (texts) => {
        const grammar = answerGrammar({ type: 'choice', choices: texts });
        for (const text of texts) expect(await walker.accepts(grammar, text), JSON.stringify(text)).toBe(true);
        const others = ['', ...texts.map((text) => `${text}.`), ...texts.map((text) => text.slice(0, -1))];
        for (const other of others.filter((text) => !texts.includes(text) && !/\p{Surrogate}/u.test(text))) {
          expect(await walker.accepts(grammar, other), JSON.stringify(other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('lets through no mixture of choices that begin or end alike', async () => {
    const word = anyText({ unit: constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    const choices = uniqueArray(word, { minLength: 6, maxLength: 10 });
    await assert(
      asyncProperty(choices, uniqueArray(word, { minLength: 40, maxLength: 40 }), async (texts, others) => {
        const grammar = answerGrammar({ type: 'choice', choices: texts });
        for (const other of others) expect(await walker.accepts(grammar, other), other).toBe(texts.includes(other));
      }),
      { numRuns: 60 },
    );
  });

  it('lets through what has a meaning in grammars', async () => {
    const choices = [
      '"',
      '\\',
      '\\n',
      '\n',
      '#',
      '[a-z]',
      '::=',
      '| "b"',
      '{1,2}',
      '\u0000',
      '\u2028',
      '日本🎉',
      ' x ',
    ];
    const grammar = answerGrammar({ type: 'choice', choices: choices.filter((choice) => choice !== '\u0000') });
    for (const choice of choices) expect(await walker.accepts(grammar, choice)).toBe(choice !== '\u0000');
  });

  it.each([[[]], [['a', '']], [['a', 1]], [['\uD800']], ['a'], [undefined]])('is refused for %j', (choices) => {
    const format = { type: 'choice', choices } as unknown as OutputFormat;
    expect(() => answerGrammar(format)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('is refused for a format that nobody knows', () => {
    const format = { type: 'regex', pattern: 'a' } as unknown as OutputFormat;
    expect(() => answerGrammar(format)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
