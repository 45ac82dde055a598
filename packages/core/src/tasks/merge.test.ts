import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../generate.js';
import type { JsonValue } from './json-value.js';
import { mergeExtracted } from './merge.js';
import { isBlankValue } from './merge-equality.js';

const PERSON = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: ['integer', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['name'],
};

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    people: { type: 'array', items: { $ref: '#/$defs/person' } },
    place: { anyOf: [{ type: 'object', properties: { city: { type: 'string' } } }, { type: 'null' }] },
    numbers: { type: 'array', items: { type: 'number' } },
  },
  $defs: { person: PERSON },
};

const merge = (values: readonly JsonValue[], schema: JsonSchema = {}, options = {}) =>
  mergeExtracted(
    values.map((value) => ({ value })),
    schema,
    options,
  ).value;

const word = fc.constantFrom('', 'a', 'A ', 'b', 'c', 'n/a', 'unknown', 'x y', 'x  Y');
const person = fc.record(
  { name: word, age: fc.option(fc.nat(3)), tags: fc.array(word, { maxLength: 4 }) },
  { requiredKeys: ['name'] },
);
const document = fc.record(
  {
    title: word,
    people: fc.array(person, { maxLength: 4 }),
    place: fc.option(fc.record({ city: word })),
    numbers: fc.array(fc.nat(3), { maxLength: 5 }),
  },
  { requiredKeys: ['title', 'people'] },
) as fc.Arbitrary<{ title: string; people: JsonValue[]; numbers?: number[]; [key: string]: JsonValue }>;

/** Everything that is said in a value, scalar by scalar. */
function scalarsOf(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...scalarsOf(inner)]);
}

describe('mergeExtracted', () => {
  it('takes the first scalar that says something, or the most frequent', () => {
    const values = [
      { city: 'n/a', size: null },
      { city: 'Paris', size: 0 },
      { city: 'Rome' },
      { city: ' rome', size: 3 },
    ];
    expect(merge(values)).toEqual({ city: 'Paris', size: 0 });
    expect(merge(values, {}, { scalars: 'majority' })).toEqual({ city: 'Rome', size: 0 });
    expect(merge([{ city: '' }, { city: 'unknown' }])).toEqual({ city: '' });
    expect(merge([])).toBeUndefined();
  });

  it('puts arrays one after the other, without what an earlier chunk has', () => {
    expect(
      merge([
        ['a', 'b'],
        ['B ', 'c'],
        ['a', 'd'],
      ]),
    ).toEqual(['a', 'b', 'c', 'd']);
    expect(
      merge([
        [1, 1, 2],
        [1, 3],
        [1, 1, 1],
      ]),
    ).toEqual([1, 1, 2, 3, 1]);
    expect(merge([['a', 'A'], ['b']], { uniqueItems: true })).toEqual(['a', 'b']);
    expect(merge([['a'], ['b', 'c']], { maxItems: 2 })).toEqual(['a', 'b']);
    expect(
      merge(
        [
          [1, 'a'],
          [2, 'b'],
        ],
        { prefixItems: [{}, {}] },
      ),
    ).toEqual([1, 'a']);
  });

  it('merges objects that are the same: by all their scalars, or by an id', () => {
    const ada = { name: 'Ada', tags: ['x'] };
    expect(
      merge([
        [ada],
        [
          { name: 'ADA', tags: ['y', 'x'] },
          { name: 'Bob', tags: [] },
        ],
      ]),
    ).toEqual([
      ...[
        { name: 'Ada', tags: ['x', 'y'] },
        { name: 'Bob', tags: [] },
      ],
    ]);
    expect(merge([[{ name: 'Ada', age: 3 }], [{ name: 'Ada', age: 4 }]])).toHaveLength(2);
    const items = { items: { properties: { ID: {}, name: {} } } };
    expect(
      merge(
        [
          [{ ID: 7, name: '' }],
          [
            { ID: 7, name: 'Ada' },
            { ID: null, name: 'Ada' },
          ],
        ],
        items,
      ),
    ).toEqual([
      ...[
        { ID: 7, name: 'Ada' },
        { ID: null, name: 'Ada' },
      ],
    ]);
  });

  it('makes no third kind of object out of two', () => {
    const schema = {
      oneOf: [
        { type: 'object', required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    };
    expect(merge([{ a: 1 }, { b: 2 }], schema)).toEqual({ a: 1 });
    expect(merge([null, { a: 1 }, { b: 2 }], { anyOf: [{ type: 'object' }, { type: 'null' }] })).toEqual({
      a: 1,
      b: 2,
    });
  });

  it('follows references, also those that go round in circles', () => {
    const schema = { $ref: '#/$defs/a~1b', $defs: { 'a/b': { uniqueItems: true }, loop: { $ref: '#/$defs/loop' } } };
    expect(merge([['a', 'a']], schema)).toEqual(['a']);
    expect(merge([['a', 'a']], { $ref: '#/$defs/loop', $defs: schema.$defs })).toEqual(['a', 'a']);
  });

  it('takes spans along to where the values are now', () => {
    const span = (start: number) => ({ start, end: start + 1 });
    const { value, spans } = mergeExtracted(
      [
        { value: { title: '', 'a/b': [{ name: 'Ada' }] }, spans: { '/a~1b/0': span(1), '/a~1b/0/name': span(2) } },
        {
          value: { title: 'T', 'a/b': [{ name: 'Bob' }, { name: 'ada' }] },
          spans: { '/title': span(3), '/a~1b/0/name': span(4), '/a~1b/1': span(5), '/a~1b/1/name': span(6) },
        },
      ],
      {},
    );
    expect(value).toEqual({ title: 'T', 'a/b': [{ name: 'Ada' }, { name: 'Bob' }] });
    expect(spans).toEqual({ '/a~1b/0': span(1), '/a~1b/0/name': span(2), '/a~1b/1/name': span(4), '/title': span(3) });
  });

  it('changes nothing of one value, nor of the same one twice', () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.jsonValue()) as fc.Arbitrary<JsonValue>, (value) => {
        for (const schema of [SCHEMA, {}]) {
          for (const options of [{}, { scalars: 'majority' }]) {
            expect(merge([value], schema, options)).toEqual(value);
            expect(merge([value, value], schema, options)).toEqual(value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('invents nothing, loses no item, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (documents) => {
        const merged = merge(documents, SCHEMA) as (typeof documents)[number];
        const said = new Set(documents.flatMap(scalarsOf));
        expect(scalarsOf(merged).filter((scalar) => !said.has(scalar))).toEqual([]);
        expect(merge([merged, merged], SCHEMA)).toEqual(merged);
        expect(merge([merged, ...documents], SCHEMA)).toEqual(merged);
        const numbers = documents.flatMap((one) => one.numbers ?? []);
        expect(new Set(merged.numbers ?? [])).toEqual(new Set(numbers));
        const first = documents.find((one) => one.numbers !== undefined && one.numbers.length > 0);
        expect((merged.numbers ?? []).slice(0, first?.numbers?.length ?? 0)).toEqual(first?.numbers ?? []);
        const names = (all: readonly JsonValue[]) => {
          const said = all.map((one) => (one as { name: string }).name.trim().toLowerCase().replace(/\s+/, ' '));
          return new Set(said.filter((name) => !isBlankValue(name)));
        };
        expect(names(merged.people)).toEqual(names(documents.flatMap(({ people }) => people)));
      }),
      { numRuns: 500 },
    );
  });

  it('gives every span the value that it had', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
        const pointed = documents.map((value, chunk) => ({ value, spans: spansOf(value, '', chunk) }));
        const { value, spans } = mergeExtracted(pointed, SCHEMA);
        const all = spansOf(value ?? null, '', 0);
        // Each scalar of the result has a span, and it is the one of a scalar with the same text.
        for (const pointer of Object.keys(all)) {
          const span = spans[pointer];
          expect(span).toBeDefined();
          const source = documents[Math.floor((span?.start ?? 0) / 1000)] as JsonValue;
          const [found] = Object.entries(spansOf(source, '', Math.floor((span?.start ?? 0) / 1000))).filter(
            ([, one]) => one.start === span?.start,
          );
          expect(at(source, found?.[0] ?? '')).toEqual(at(value ?? null, pointer));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A span of its own for each scalar: the chunk in thousands, then its number within. */
function spansOf(
  value: JsonValue,
  pointer: string,
  chunk: number,
  spans: Record<string, { start: number; end: number }> = {},
) {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) spansOf(inner, `${pointer}/${key}`, chunk, spans);
  } else {
    const start = chunk * 1000 + Object.keys(spans).length;
    spans[pointer] = { start, end: start };
  }
  return spans;
}

function at(value: JsonValue, pointer: string): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of pointer.split('/').slice(1)) {
    current =
      typeof current === 'object' && current !== null ? (current as Record<string, JsonValue>)[step] : undefined;
  }
  return current;
}
