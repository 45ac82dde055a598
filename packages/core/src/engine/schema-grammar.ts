/** A JSON Schema as a grammar of the JSON that it allows, or a refusal that names what a grammar cannot enforce. */
import type { JsonSchema } from '../generate.js';
import { GrammarRules, literal, literals, repeat } from './grammar-rules.js';
import { decimalGrammar, integerGrammar } from './number-grammar.js';
import {
  areDisjoint,
  boundOf,
  countOf,
  isOfKind,
  isSchema,
  jsonText,
  kindsOf,
  SchemaProblem,
  type TypeName,
} from './schema-reading.js';
import { stringFormats } from './string-formats.js';

/** The longest list or text that can be counted: engines write a counted repetition out. */
const MOST_COUNTED = 1000;
/** Deeper schemas are mistakes, or attacks on the stack. */
const DEEPEST = 64;

/** What a text may have as it is. No more is said of what is not ASCII: xgrammar misreads ranges beyond it. */
const CHARACTERS = '[^"\\\\\\x00-\\x1F\\x7F]';

/** Says something about a value, but nothing that the value could break. */
const ANNOTATIONS = [
  ...['$schema', '$id', '$comment', '$defs', 'definitions', 'title', 'description'],
  ...['default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
];
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties', 'propertyNames'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
};
const VALUE_KEYWORDS = ['type', ...Object.values(KEYWORDS).flat()];
/** Each of these decides alone: what stood beside it would have to be merged with it. */
const DECIDING = ['const', 'enum', 'anyOf', 'oneOf', 'allOf', '$ref'];

/** All keywords that are enforced. */
export const schemaKeywords: readonly string[] = [...VALUE_KEYWORDS, ...DECIDING];

/**
 * The grammar. Properties come in the order of the schema, with one space after each `:` and `,`.
 * All that it allows is valid, but it does not allow all that is valid: no properties beside those
 * that are named, no numbers with an exponent, no `\u` in a text.
 */
export function schemaGrammar(schema: JsonSchema, { before = '', after = '' } = {}): string {
  return new SchemaReader(schema, before === '' && after === '' ? 'root' : 'whole').grammar(before, after);
}

type Place = { readonly path: string; readonly depth: number };

class SchemaReader {
  readonly #schema: JsonSchema;
  readonly #rules = new GrammarRules();
  /** The rule of each schema that is referred to. */
  readonly #names: Map<string, string>;
  /** Which of them begin with which others. */
  readonly #beginnings = new Map<string, Set<string>>();
  /** The one being read, while nothing of it has been written. */
  #beginner: string | null = '#';

  readonly #whole: string;

  /** @param whole the rule of the schema itself: the grammar's own, unless something stands around it. */
  constructor(schema: JsonSchema, whole: 'root' | 'whole') {
    this.#schema = schema;
    this.#whole = whole;
    this.#names = new Map([['#', whole]]);
  }

  grammar(before: string, after: string): string {
    if (this.#whole !== 'root') {
      const around = [before, this.#whole, after].filter((part) => part !== '');
      this.#rules.define('root', around.map((part) => (part === this.#whole ? part : literal(part))).join(' '));
    }
    this.#rules.define(this.#whole, '');
    this.#rules.define(this.#whole, this.#value(this.#schema, { path: '', depth: 0 }));
    for (const pointer of this.#beginnings.keys()) this.#mustNotBeginWithItself(pointer, [pointer]);
    return this.#rules.toString();
  }

  #value(schema: unknown, place: Place): string {
    if (place.depth > DEEPEST) throw new SchemaProblem(place.path, `is nested more than ${DEEPEST} deep`);
    if (schema === true) return this.#anything();
    if (!isSchema(schema)) throw new SchemaProblem(place.path, 'is not a schema that a value could match');
    const keywords = Object.keys(schema).filter((name) => schema[name] !== undefined && !ANNOTATIONS.includes(name));
    const unknown = keywords.find((name) => !schemaKeywords.includes(name));
    if (unknown !== undefined) throw new SchemaProblem(place.path, `has "${unknown}", which cannot be enforced`);
    const [deciding, second] = keywords.filter((name) => DECIDING.includes(name));
    if (deciding === undefined) return keywords.length === 0 ? this.#anything() : this.#typed(schema, place);
    const isList = deciding === 'const' || deciding === 'enum';
    const beside = second ?? keywords.find((name) => name !== deciding && !(isList && name === 'type'));
    if (beside !== undefined) throw new SchemaProblem(place.path, `has "${beside}" beside "${deciding}"`);
    return this.#decided(schema, deciding, place);
  }

  #decided(schema: JsonSchema, keyword: string, place: Place): string {
    const value = schema[keyword];
    if (keyword === '$ref') return this.#reference(value, place);
    if (keyword === 'const') return this.#values([value], schema, place);
    if (!Array.isArray(value) || value.length === 0) throw new SchemaProblem(place.path, `has an empty "${keyword}"`);
    if (keyword === 'enum') return this.#values(value, schema, place);
    if (keyword === 'allOf' && value.length > 1) throw new SchemaProblem(place.path, 'has several schemas in "allOf"');
    if (keyword === 'oneOf' && !areDisjoint(value, (pointer) => this.#target(pointer, place))) {
      throw new SchemaProblem(place.path, 'has schemas in "oneOf" that one value could match together');
    }
    return this.#rules.either(value.map((branch, index) => this.#value(branch, within(place, `${keyword}/${index}`))));
  }

  #values(values: readonly unknown[], schema: JsonSchema, { path }: Place): string {
    const kinds = kindsOf(schema, path);
    const allowed = values.filter((value) => kinds === null || kinds.some((kind) => isOfKind(value, kind)));
    if (allowed.length === 0) throw new SchemaProblem(path, 'allows no value at all');
    return literals(allowed.map((value) => jsonText(value, path)));
  }

  #typed(schema: JsonSchema, place: Place): string {
    const kinds = kindsOf(schema, place.path) ?? impliedKinds(schema);
    return this.#rules.either(kinds.map((kind) => this.#ofKind(kind, schema, place)));
  }

  #ofKind(kind: TypeName, schema: JsonSchema, place: Place): string {
    switch (kind) {
      case 'object':
        return this.#written(() => this.#object(schema, place));
      case 'array':
        return this.#written(() => this.#array(schema, place));
      case 'string':
        return this.#string(schema, place);
      case 'number':
      case 'integer':
        return this.#number(kind, schema, place);
      case 'boolean':
        return '("true" | "false")';
      case 'null':
        return '"null"';
    }
  }

  #object(schema: JsonSchema, place: Place): string {
    const { properties = {}, additionalProperties: others, propertyNames } = schema;
    if (!isSchema(properties)) throw new SchemaProblem(place.path, 'has "properties" that are none');
    const required = schema['required'] ?? [];
    if (!Array.isArray(required)) throw new SchemaProblem(place.path, 'has a "required" that is no list');
    const named = { ...this.#namedByList(propertyNames, others, place), ...properties };
    const missing = required.find((name) => typeof name !== 'string' || !Object.hasOwn(named, name));
    if (missing !== undefined) throw new SchemaProblem(place.path, `requires "${missing}", which is no property of it`);
    const members = Object.entries(named).map(([name, value]) => ({
      text: `${literal(`${JSON.stringify(name)}: `)} ${this.#value(value, within(place, `properties/${name}`))}`,
      isRequired: required.includes(name),
    }));
    // Where properties are named, any others are left out, which is always allowed.
    if (members.length > 0) return this.#rules.add(`"{" ${this.#members(members)} "}"`);
    if (others === undefined && schema['properties'] === undefined) return this.#anyObject();
    if (others === undefined || others === false) return '"{}"';
    const member = this.#rules.add(
      `${this.#text()} ": " ${this.#value(others, within(place, 'additionalProperties'))}`,
    );
    return this.#rules.add(`"{" (${member} (", " ${member})*)? "}"`);
  }

  /** The properties of a record whose names are a list. */
  #namedByList(names: unknown, others: unknown, { path }: Place): JsonSchema {
    if (names === undefined) return {};
    if (!isSchema(names)) throw new SchemaProblem(path, 'has "propertyNames" that are no schema');
    const { type = 'string', enum: list = [], ...rest } = names;
    if (type !== 'string' || Object.keys(rest).length > 0 || !Array.isArray(list)) {
      throw new SchemaProblem(path, 'has "propertyNames" that cannot be enforced');
    }
    return Object.fromEntries(list.map((name) => [String(name), others ?? true]));
  }

  /** In their order, with a comma between those that are there. */
  #members(members: readonly { text: string; isRequired: boolean }[]): string {
    const beginnings: string[] = [];
    let rest = this.#rules.end();
    for (const { text, isRequired } of members.toReversed()) {
      if (isRequired) beginnings.length = 0;
      beginnings.unshift(`${text} ${rest}`);
      rest = this.#rules.add(isRequired ? `", " ${text} ${rest}` : `(", " ${text})? ${rest}`);
    }
    const all = this.#rules.either(beginnings);
    return members.some(({ isRequired }) => isRequired) ? all : `(${all})?`;
  }

  #array(schema: JsonSchema, place: Place): string {
    const { items = true, prefixItems = [] } = schema;
    const least = countOf(schema, 'minItems', place.path, MOST_COUNTED) ?? 0;
    const most = countOf(schema, 'maxItems', place.path, MOST_COUNTED);
    if (!Array.isArray(prefixItems)) throw new SchemaProblem(place.path, 'has "prefixItems" that are no list');
    if (most !== null && most < least) throw new SchemaProblem(place.path, 'allows no value at all');
    if (prefixItems.length > 0) {
      // All of them and no more, which a tuple always allows.
      if (least > prefixItems.length || (most !== null && most < prefixItems.length)) {
        throw new SchemaProblem(place.path, 'counts other items than its "prefixItems"');
      }
      const parts = prefixItems.map((item, index) => this.#value(item, within(place, `prefixItems/${index}`)));
      return this.#rules.add(`"[" ${parts.join(' ", " ')} "]"`);
    }
    if (items === false || most === 0) return '"[]"';
    const item = this.#rules.add(this.#value(items, within(place, 'items')));
    const more = repeat(`(", " ${item})`, Math.max(0, least - 1), most === null ? null : most - 1);
    return this.#rules.add(least === 0 ? `"[" (${item} ${more})? "]"` : `"[" ${item} ${more} "]"`);
  }

  #string(schema: JsonSchema, place: Place): string {
    const least = countOf(schema, 'minLength', place.path, MOST_COUNTED) ?? 0;
    const most = countOf(schema, 'maxLength', place.path, MOST_COUNTED);
    const { format } = schema;
    if (most !== null && most < least) throw new SchemaProblem(place.path, 'allows no value at all');
    if (format === undefined) {
      return least === 0 && most === null ? this.#text() : `("\\"" ${repeat(this.#character(), least, most)} "\\"")`;
    }
    const grammar = typeof format === 'string' ? stringFormats.get(format) : undefined;
    if (grammar === undefined) {
      throw new SchemaProblem(place.path, `has the format "${format}", which cannot be enforced`);
    }
    if (least > 0 || most !== null) throw new SchemaProblem(place.path, 'has a length beside a "format"');
    return this.#rules.add(`"\\"" ${grammar(this.#rules)} "\\""`);
  }

  #number(kind: 'number' | 'integer', schema: JsonSchema, { path }: Place): string {
    const least = tighter([boundOf(schema, 'minimum', path), boundOf(schema, 'exclusiveMinimum', path)], 1);
    const most = tighter([boundOf(schema, 'maximum', path), boundOf(schema, 'exclusiveMaximum', path)], -1);
    const bounds = { least: least.bound, most: most.bound, above: least.isExclusive, below: most.isExclusive };
    const isWhole = [bounds.least, bounds.most].every((bound) => bound === null || Number.isInteger(bound));
    if (kind === 'number' && !isWhole) {
      throw new SchemaProblem(path, 'has a bound that is no whole number, which cannot be enforced');
    }
    const grammar = (kind === 'number' ? decimalGrammar : integerGrammar)(this.#rules, bounds);
    if (grammar === null) throw new SchemaProblem(path, 'allows no value at all');
    const isFree = bounds.least === null && bounds.most === null;
    return isFree ? this.#rules.once(kind, () => grammar) : this.#rules.add(grammar);
  }

  #reference(pointer: unknown, place: Place): string {
    if (typeof pointer !== 'string' || !/^#(\/|$)/.test(pointer)) {
      throw new SchemaProblem(place.path, `refers to "${pointer}", which is outside of it`);
    }
    if (this.#beginner !== null) {
      const others = this.#beginnings.get(this.#beginner) ?? new Set<string>();
      this.#beginnings.set(this.#beginner, others.add(pointer));
    }
    const known = this.#names.get(pointer);
    if (known !== undefined) return known;
    const name = this.#rules.reserve();
    this.#names.set(pointer, name);
    const target = this.#target(pointer, place);
    return this.#rules.define(
      name,
      this.#reading(pointer, () => this.#value(target, { path: pointer, depth: place.depth + 1 })),
    );
  }

  #target(pointer: string, { path }: Place): unknown {
    let target: unknown = this.#schema;
    for (const part of pointer.split('/').slice(1)) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      const isThere = typeof target === 'object' && target !== null && Object.hasOwn(target, name);
      if (!isThere) throw new SchemaProblem(path, `refers to "${pointer}", which is not there`);
      target = (target as JsonSchema)[name];
    }
    return target;
  }

  /** Something has been written now: whatever follows may refer to all that is being read. */
  #written(read: () => string): string {
    return this.#reading(null, read);
  }

  #reading(beginner: string | null, read: () => string): string {
    const before = this.#beginner;
    this.#beginner = beginner;
    try {
      return read();
    } finally {
      this.#beginner = before;
    }
  }

  #mustNotBeginWithItself(pointer: string, trail: readonly string[]): void {
    for (const next of this.#beginnings.get(pointer) ?? []) {
      if (trail.includes(next)) throw new SchemaProblem(next, 'refers to itself before anything else');
      this.#mustNotBeginWithItself(next, [...trail, next]);
    }
  }

  #anything(): string {
    return this.#rules.once('any', () =>
      [
        ...[this.#anyObject(), '"[" (any (", " any)*)? "]"', this.#text()],
        ...[this.#ofKind('number', {}, { path: '', depth: 0 }), '"true"', '"false"', '"null"'],
      ].join(' | '),
    );
  }

  #anyObject(): string {
    this.#anything();
    return this.#rules.once('anyobject', () => `"{" (${this.#text()} ": " any (", " ${this.#text()} ": " any)*)? "}"`);
  }

  #text(): string {
    return this.#rules.once('text', () => `"\\"" ${this.#character()}* "\\""`);
  }

  #character(): string {
    return this.#rules.once('character', () => `${CHARACTERS} | "\\\\" ["\\\\bfnrt]`);
  }
}

function within({ path, depth }: Place, part: string): Place {
  return { path: `${path}/${part}`, depth: depth + 1 };
}

/** What a schema without a type means to speak of. */
function impliedKinds(schema: JsonSchema): readonly TypeName[] {
  const kinds = Object.keys(KEYWORDS).filter((kind) => KEYWORDS[kind]?.some((name) => schema[name] !== undefined));
  return kinds as TypeName[];
}

/** Of two bounds the one that lets fewer numbers through. */
function tighter([inclusive, exclusive]: [number | null, number | null], sign: 1 | -1) {
  if (exclusive === null) return { bound: inclusive, isExclusive: false };
  if (inclusive === null || exclusive * sign >= inclusive * sign) return { bound: exclusive, isExclusive: true };
  return { bound: inclusive, isExclusive: false };
}
