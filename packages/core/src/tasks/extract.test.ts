/** Extraction with models that say whatever a grammar lets them, and stop anywhere: what comes out fits the schema. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { GrammarWalker, seededRandom } from '../adapters/xgrammar.case.js';
import { answerGrammar } from '../engine/answer-grammar.js';
import { enforceable } from '../engine/schemas.case.js';
import type { GenerateRequest, GenerationEvent, JsonSchema } from '../generate.js';
import { boundedSchema } from './bounded-schema.js';
import { extract } from './extract.js';
import { withoutMisfits, withRequired } from './fitted-value.js';
import type { JsonValue } from './json-value.js';
import type { TaskModel } from './task-model.js';

const TEXT = 'Ada Brandt bakes 40 kinds of bread on Mill Street. A loaf costs 4.20 euros.';

let walker: GrammarWalker;
beforeAll(async () => {
  walker = await GrammarWalker.open();
}, 60_000);

/** A model that draws each of its tokens from those that the grammar allows, and is cut off at its limit. */
function randomModel(random: () => number, tokensPerCharacter = 0.5): TaskModel & { readonly cuts: number } {
  let cuts = 0;
  async function* generate({ format, maxTokens = 0 }: GenerateRequest): AsyncGenerator<GenerationEvent> {
    if (format === undefined) throw new Error('Nothing holds this model.');
    const tokens = await walker.walk(answerGrammar(format), random);
    for (const text of tokens.slice(0, maxTokens)) yield { type: 'text-delta', text };
    const isCut = tokens.length > maxTokens;
    cuts += Number(isCut);
    yield { type: 'finish', reason: isCut ? 'length' : 'stop' };
  }
  return {
    generate,
    contextWindow: 4096,
    countTokens: async (texts) => texts.map((text) => Math.ceil(text.length * tokensPerCharacter)),
    get cuts() {
      return cuts;
    },
  };
}

describe('extraction by a model that says anything', () => {
  it.each(Object.entries(enforceable))('fits the schema, for %s', async (_, [schema, check]) => {
    const random = seededRandom(11);
    for (const answerTokens of [1, 2, 3, 5, 8, 13, 21, 34, 55, 640]) {
      const { value } = await extract(TEXT, schema, { model: randomModel(random), answerTokens });
      expect(check(value), `${answerTokens}: ${JSON.stringify(value)}`).toBe(true);
    }
  });

  it('says when there was no room, and gives no half of a thing', async () => {
    const person = {
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
      required: ['name', 'age'],
    };
    const schema = {
      type: 'object',
      properties: { place: { type: 'string' }, people: { type: 'array', items: person } },
      required: ['place', 'people'],
    };
    const answer = '{"place": "Mill Street", "people": [{"name": "Ada", "age": 40}, {"name": "Ber';
    const at = async (tokens: number) => {
      const model: TaskModel = {
        async *generate() {
          yield { type: 'text-delta', text: answer.slice(0, tokens) };
          yield { type: 'finish', reason: 'length' };
        },
      };
      return extract(TEXT, schema, { model });
    };
    expect(await at(answer.length)).toMatchObject({
      value: { place: 'Mill Street', people: [{ name: 'Ada', age: 40 }] },
      spans: {
        '/place': { start: TEXT.indexOf('Mill'), end: TEXT.indexOf('. A') },
        '/people/0/age': { start: 17, end: 19 },
      },
      isComplete: false,
    });
    // 40 may become 401.
    expect((await at(answer.indexOf('40') + 2)).value).toEqual({ place: 'Mill Street', people: [] });
    expect((await at(answer.indexOf('Street'))).value).toEqual({ place: '', people: [] });
    expect((await at(0)).value).toEqual({ place: '', people: [] });
  });

  it('is whole where the answer was', async () => {
    const schema = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] };
    const model: TaskModel = {
      async *generate() {
        yield { type: 'text-delta', text: '{"age": 40}' };
        yield { type: 'finish', reason: 'stop' };
      },
    };
    expect(await extract(TEXT, schema, { model })).toMatchObject({ value: { age: 40 }, isComplete: true });
  });

  it('fits the schema also where nothing holds the model to it', async () => {
    const reply = (text: string): TaskModel => ({
      async *generate() {
        yield { type: 'text-delta', text };
        yield { type: 'finish', reason: 'stop' };
      },
    });
    await fc.assert(
      fc.asyncProperty(
        // Of formats only grammars know.
        fc.constantFrom(...Object.values(enforceable).filter(([{ format }]) => format === undefined)),
        fc.oneof(fc.json(), fc.string()),
        async ([schema, check], text) => {
          expect(check((await extract(TEXT, schema, { model: reply(text) })).value)).toBe(true);
        },
      ),
    );
  });
});

describe('a value that fits', () => {
  it.each(Object.entries(enforceable))('stays as it is, for %s', async (_, [schema]) => {
    const random = seededRandom(5);
    for (let turn = 0; turn < 10; turn += 1) {
      const text = (await walker.walk(answerGrammar({ type: 'json', schema }), random)).join('');
      const value = JSON.parse(text) as JsonValue;
      const same = { value, isChanged: false };
      expect(withoutMisfits(value, schema)).toEqual(same);
      expect(withRequired(value, schema)).toEqual(same);
    }
  });
});

it.each([
  [[[], null, false, 0, null], []],
  [
    ['a', 0.5, 7],
    ['a', 0.5],
  ],
  [['a', 7], ['a']],
  [['abcd', 0.5], []],
])('a tuple keeps its places: of %j remains %j', (value, left) => {
  const schema: JsonSchema = {
    type: 'array',
    prefixItems: [
      { type: 'string', maxLength: 3 },
      { type: 'number', minimum: 0, maximum: 1 },
    ],
  };
  expect(withoutMisfits(value as JsonValue, schema)).toEqual({ value: left, isChanged: true });
  expect(withRequired(left, schema).value).toEqual([left[0] ?? '', left[1] ?? 0]);
});

it('a schema that has no value ends all the same', () => {
  const endless: JsonSchema = { type: 'object', properties: { inner: { $ref: '#' } }, required: ['inner'] };
  expect(withRequired(undefined, endless).isChanged).toBe(true);
  expect(withRequired(undefined, { $ref: '#' }).value).toBe(null);
  const lists: JsonSchema = { type: 'array', items: { $ref: '#' }, minItems: 2 };
  expect(withRequired(undefined, lists).isChanged).toBe(true);
});

it('bounds what is open by the tokens that the text needs for a letter', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' }, works: { type: 'string' } } };
  const bound = (density?: number) =>
    (boundedSchema(schema, 300, density) as { properties: { name: { maxLength: number } } }).properties.name.maxLength;
  expect(bound()).toBe(160);
  expect(bound(4)).toBe(160);
  // Each letter of Arabic is two tokens where a vocabulary does not know it.
  expect(bound(0.5)).toBeLessThanOrEqual(60);
});
