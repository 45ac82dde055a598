/** Schemas of every keyword that is enforced, each with a check of its own: what JSON Schema says, in plain code. */
import type { JsonSchema } from '../generate.js';

type Check = (value: unknown) => boolean;

const has = (value: unknown, checks: Record<string, Check>, optional: readonly string[] = []): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const order = Object.keys(checks).filter((name) => name in value);
  return (
    entries.every(([name, member]) => checks[name]?.(member)) &&
    // The order of the schema.
    entries.map(([name]) => name).join('\n') === order.join('\n') &&
    Object.keys(checks).every((name) => name in value || optional.includes(name))
  );
};
const isText: Check = (value) => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isInteger: Check = (value) => Number.isSafeInteger(value);
const is =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const within =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const whole =
  (least: number, most: number): Check =>
  (value) =>
    isInteger(value) && within(least, most)(value);
const listOf =
  (check: Check, least: number, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(check);
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const isDay: Check = (value) =>
  typeof value === 'string' && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 120 } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const isPerson: Check = (value) => has(value, { name: isText, age: whole(0, 120) });
const STRANGE = 'a "b" \\ c\n\t é🎉 -_%[]{}|()*+?$#';

const isTree: Check = (value) => has(value, { digit: whole(0, 9), rest: listOf(isTree, 0, 1) }, ['rest']);
const isChain: Check = (value) => value === null || has(value, { next: isChain, kind: is('p', 'q') });

/** By name: the schema, and whether a value matches it. */
export const enforceable: Readonly<Record<string, readonly [schema: JsonSchema, check: Check]>> = {
  'an object': [person, isPerson],
  'optional properties around a required one': [
    {
      properties: {
        first: { type: 'boolean' },
        second: { type: 'null' },
        third: { type: 'integer' },
        fourth: { enum: ['x', STRANGE] },
      },
      required: ['third'],
    },
    (value) =>
      has(value, { first: isBoolean, second: is(null), third: isInteger, fourth: is('x', STRANGE) }, [
        ...['first', 'second', 'fourth'],
      ]),
  ],
  'optional properties alone': [
    { type: 'object', properties: { a: { type: 'boolean' }, b: { type: 'null' }, c: { const: 7 } } },
    (value) => has(value, { a: isBoolean, b: is(null), c: is(7) }, ['a', 'b', 'c']),
  ],
  'names that need escapes': [
    { type: 'object', properties: { [STRANGE]: { type: 'null' }, '': { type: 'null' } }, required: [STRANGE, ''] },
    (value) => has(value, { [STRANGE]: is(null), '': is(null) }),
  ],
  'an object without properties': [{ type: 'object', properties: {} }, (value) => has(value, {})],
  'a list': [{ type: 'array', items: person, minItems: 1, maxItems: 3 }, listOf(isPerson, 1, 3)],
  'a list of so many': [
    { type: 'array', items: { type: 'integer', minimum: -5, maximum: 17 }, minItems: 4, maxItems: 4 },
    listOf(whole(-5, 17), 4, 4),
  ],
  'a list of at most one': [{ type: 'array', items: { type: 'boolean' }, maxItems: 1 }, listOf(isBoolean, 0, 1)],
  'a list of two or more': [{ items: { type: 'boolean' }, minItems: 2 }, listOf(isBoolean, 2, 2000)],
  'an empty list': [{ type: 'array', maxItems: 0 }, listOf(isText, 0, 0)],
  'the longest list': [{ type: 'array', items: { const: 1 }, maxItems: 1000 }, listOf(is(1), 0, 1000)],
  'a tuple': [
    {
      type: 'array',
      prefixItems: [
        { type: 'string', maxLength: 3 },
        { type: 'number', minimum: 0, maximum: 1 },
      ],
    },
    (value) => Array.isArray(value) && value.length === 2 && isText(value[0]) && within(0, 1)(value[1]),
  ],
  'a text': [{ type: 'string' }, isText],
  'a text of some length': [{ type: 'string', minLength: 2, maxLength: 5 }, matches(/^.{2,5}$/su)],
  'the longest text': [{ type: 'string', maxLength: 1000 }, matches(/^.{0,1000}$/su)],
  'a date': [{ type: 'string', format: 'date' }, isDay],
  'a time': [{ type: 'string', format: 'time' }, (value) => Number.isFinite(Date.parse(`2000-01-01T${value}`))],
  'a date with its time': [{ format: 'date-time' }, (value) => Number.isFinite(Date.parse(String(value)))],
  'a UUID': [
    { type: 'string', format: 'uuid' },
    matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  ],
  'several types': [{ type: ['string', 'null'] }, (value) => value === null || isText(value)],
  'an enum of a type': [{ type: 'string', enum: ['a', 1, 'b'] }, is('a', 'b')],
  'an enum of any values': [
    { enum: [1, 'one', null, true, { a: [1, 2] }] },
    (value) => ['1', '"one"', 'null', 'true', '{"a":[1,2]}'].includes(JSON.stringify(value)),
  ],
  'one of two schemas': [{ anyOf: [{ type: 'integer' }, person] }, (value) => isInteger(value) || isPerson(value)],
  'a union told apart by a property': [
    {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'a' }, count: { type: 'integer' } },
          required: ['kind', 'count'],
        },
        { type: 'object', properties: { kind: { const: 'b' }, open: { type: 'boolean' } }, required: ['kind', 'open'] },
      ],
    },
    (value) => has(value, { kind: is('a'), count: isInteger }) || has(value, { kind: is('b'), open: isBoolean }),
  ],
  'a schema within itself': [
    {
      type: 'object',
      properties: {
        digit: { type: 'integer', minimum: 0, maximum: 9 },
        rest: { type: 'array', items: { $ref: '#' }, maxItems: 1 },
      },
      required: ['digit'],
    },
    isTree,
  ],
  'definitions that refer to one another': [
    {
      $defs: {
        'a/b': { type: 'string', enum: ['p', 'q'] },
        chain: {
          anyOf: [
            { type: 'null' },
            {
              type: 'object',
              properties: { next: { $ref: '#/$defs/chain' }, kind: { $ref: '#/$defs/a~1b' } },
              required: ['next', 'kind'],
            },
          ],
        },
      },
      $ref: '#/$defs/chain',
    },
    isChain,
  ],
  'a record': [
    {
      type: 'object',
      propertyNames: { type: 'string' },
      additionalProperties: { type: 'integer', minimum: 1, maximum: 3 },
    },
    (value) => typeof value === 'object' && value !== null && Object.values(value).every(whole(1, 3)),
  ],
  'a record of known names': [
    {
      type: 'object',
      propertyNames: { enum: ['u', 'v'] },
      additionalProperties: { type: 'boolean' },
      required: ['u', 'v'],
    },
    (value) => has(value, { u: isBoolean, v: isBoolean }),
  ],
  anything: [{}, () => true],
  'any object': [{ type: 'object' }, (value) => typeof value === 'object' && value !== null && !Array.isArray(value)],
  'a whole number': [{ type: 'integer' }, isInteger],
  'a whole number from somewhere on': [{ type: 'integer', minimum: 37 }, whole(37, Number.MAX_SAFE_INTEGER)],
  'a whole number up to somewhere': [{ maximum: -8, type: 'integer' }, whole(Number.MIN_SAFE_INTEGER, -8)],
  'a whole number between': [{ type: 'integer', exclusiveMinimum: -12, exclusiveMaximum: 103 }, whole(-11, 102)],
  'a whole number between fractions': [{ type: 'integer', minimum: 0.5, maximum: 2.5 }, whole(1, 2)],
  'any safe whole number': [
    { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    isInteger,
  ],
  'a number': [{ type: 'number' }, (value) => typeof value === 'number'],
  'a positive number': [{ type: 'number', exclusiveMinimum: 0 }, (value) => typeof value === 'number' && value > 0],
  'a share': [{ type: 'number', minimum: 0, maximum: 1 }, within(0, 1)],
  'a number up to somewhere': [{ type: 'number', maximum: -3 }, within(Number.NEGATIVE_INFINITY, -3)],
  'a number on both sides of zero': [
    { type: 'number', minimum: -20, exclusiveMaximum: 35 },
    (value) => within(-20, 35)(value) && value !== 35,
  ],
  'a number that can be but one': [{ type: 'number', minimum: 4, maximum: 4 }, is(4)],
  'a negative share': [
    { type: 'number', exclusiveMinimum: -1, exclusiveMaximum: 0 },
    (value) => within(-1, 0)(value) && value !== -1 && value !== 0,
  ],
};

/** What is refused, and a word of why. */
export const refused: readonly (readonly [schema: unknown, why: string])[] = [
  [{ not: { type: 'string' } }, '"not"'],
  [{ type: 'object', patternProperties: { '^a': {} } }, '"patternProperties"'],
  [{ if: {}, else: {} }, '"if"'],
  [{ type: 'string', pattern: '^a$' }, '"pattern"'],
  [{ type: 'string', format: 'email' }, 'format "email"'],
  [{ type: 'string', maxLength: 1001 }, '"maxLength" above 1000'],
  [{ type: 'string', minLength: 3, maxLength: 2 }, 'no value at all'],
  [{ type: 'array', uniqueItems: true }, '"uniqueItems"'],
  [{ type: 'array', minItems: -1 }, '"minItems" that is no count'],
  [{ type: 'array', items: [{}] }, 'at /items'],
  [{ type: 'number', minimum: 0.5 }, 'no whole number'],
  [{ type: 'integer', minimum: 2, maximum: 1 }, 'no value at all'],
  [{ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }, 'no value at all'],
  [{ type: 'number', minimum: '1' }, '"minimum" that is no number'],
  [{ type: 'number', multipleOf: 3 }, '"multipleOf"'],
  [{ type: 'text' }, 'unknown type "text"'],
  [{ type: [] }, 'unknown type'],
  [{ type: 'object', requried: [] }, '"requried"'],
  [{ type: 'object', properties: { a: {} }, required: ['b'] }, 'requires "b"'],
  [{ type: 'object', properties: { a: { properties: { b: { not: {} } } } } }, '/properties/a/properties/b'],
  [{ type: 'object', properties: [] }, '"properties" that are none'],
  [{ type: 'object', propertyNames: { pattern: 'a' }, additionalProperties: true }, '"propertyNames"'],
  [{ enum: [] }, 'empty "enum"'],
  [{ type: 'string', enum: [1] }, 'no value at all'],
  [{ const: Number.NaN }, 'not JSON'],
  [{ anyOf: [{}], properties: {} }, '"properties" beside "anyOf"'],
  [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }, '"oneOf"'],
  [{ allOf: [{ type: 'string' }, { maxLength: 3 }] }, '"allOf"'],
  [{ $ref: 'https://schema.example/person' }, 'outside of it'],
  [{ $ref: '#/$defs/none' }, 'not there'],
  [{ $ref: '#' }, 'itself'],
  [
    { $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, {}] }, b: { anyOf: [{ $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' },
    'itself',
  ],
  [{ properties: { a: false } }, 'at /properties/a'],
  [[], 'no schema'],
  [true, 'no schema'],
];
