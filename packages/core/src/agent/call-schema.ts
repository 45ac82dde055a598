/** The shape of the calls that are allowed now, for the engine's grammar: what is forbidden cannot be said. */
import type { JsonSchema } from '../generate.js';
import type { KnownValues } from './provenance.js';
import type { ToolManifest } from './tool-manifest.js';
import { addressOf, numbersIn, wordsOf } from './verbatim.js';

/** A schema's property of this format takes a handle to something that the model has not read. */
export const HANDLE_FORMAT = 'handle';

/** Longer texts of a small model seldom end by themselves. */
const MAX_TEXT = 240;
const MAX_ITEMS = 8;
/** More addresses than this no message has, and no grammar needs. */
const MOST_CANDIDATES = 48;
/** Of a message that is no list of names. */
const LONGEST_PHRASE = 3;

/** What grammars can enforce. The rest of a schema is checked in the call. */
const KEPT = new Set([
  ...['type', 'properties', 'required', 'items', 'prefixItems', 'enum', 'const', 'anyOf', '$ref', '$defs'],
  ...['minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  'description',
]);
const FORMATS = ['date', 'time', 'date-time', 'uuid'];

/** The arguments of a tool, with addresses as a list of those that may be said; `null` when one is needed and none is known. */
export function argumentsSchema(manifest: ToolManifest, known: KnownValues): JsonSchema | null {
  const { properties = {}, required = [] } = manifest.input as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  const parts: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const part = manifest.sinkArguments.includes(name) ? sinkSchema(property, known) : plainSchema(property, known);
    if (part !== null) parts[name] = part;
    else if (required.includes(name)) return null;
  }
  return {
    ...('$defs' in manifest.input ? { $defs: grammarPart(manifest.input['$defs']) } : {}),
    type: 'object',
    properties: parts,
    required: required.filter((name) => Object.hasOwn(parts, name)),
    additionalProperties: false,
  };
}

/** Several calls at once. */
export function callsSchema(
  calls: readonly { readonly tool: string; readonly schema: JsonSchema }[],
  most: number,
): JsonSchema {
  const items = calls.map(({ tool, schema }) => ({
    type: 'object',
    properties: { tool: { const: tool }, arguments: schema },
    required: ['tool', 'arguments'],
    additionalProperties: false,
  }));
  return {
    type: 'object',
    properties: { calls: { type: 'array', items: { anyOf: items }, minItems: 1, maxItems: most } },
    required: ['calls'],
    additionalProperties: false,
  };
}

function plainSchema(property: JsonSchema, { handles }: KnownValues): JsonSchema | null {
  if (property['format'] !== HANDLE_FORMAT) return grammarPart(property) as JsonSchema;
  return handles.size === 0 ? null : { enum: [...handles.keys()] };
}

/** A list in the schema is the site's own; else what the user has said, the site has listed, and trusted tools have made. */
function sinkSchema(property: JsonSchema, known: KnownValues): JsonSchema | null {
  if (Array.isArray(property['enum']) || 'const' in property) return grammarPart(property) as JsonSchema;
  if (property['type'] === 'array') {
    const items = sinkSchema((property['items'] as JsonSchema | undefined) ?? {}, known);
    return items === null ? null : { type: 'array', items, minItems: 1, maxItems: MAX_ITEMS };
  }
  const isNumber = property['type'] === 'number' || property['type'] === 'integer';
  const trusted = [...known.handles.values()].filter(({ label, value, vouches }) => {
    const fits = isNumber ? typeof value === 'number' : typeof value === 'string' && fitsFormat(value, property);
    return vouches && label.integrity !== 'untrusted' && fits;
  });
  const said = isNumber
    ? known.userTexts.flatMap(numbersIn)
    : known.userTexts.flatMap((text) => phrasesIn(text, property));
  const listed = known.hostValues.filter((value) =>
    isNumber ? typeof value === 'number' : typeof value === 'string' && fitsFormat(value, property),
  );
  const values = [...new Set([...listed, ...said, ...trusted.map(({ name }) => name)])].slice(0, MOST_CANDIDATES);
  return values.length === 0 ? null : { enum: values };
}

function fitsFormat(value: string, { format }: JsonSchema): boolean {
  if (format === 'uri' || format === 'url') return addressOf(value) !== null;
  if (format === 'email') return /^[^\s@]+@[^\s@]+$/.test(value);
  return true;
}

/** What a user's message could mean as an address: words of its kind, else words and short phrases. */
function phrasesIn(text: string, property: JsonSchema): readonly string[] {
  const words = wordsOf(text).filter((word) => fitsFormat(word, property));
  if (property['format'] === 'uri' || property['format'] === 'url') return words.map((word) => addressOf(word) ?? word);
  if (property['format'] === 'email') return words;
  const quoted = [...text.matchAll(/["“„«「]([^"”“»」]{1,80})["”“»」]/gu)].map(([, phrase = '']) => phrase);
  // Names of people, files and fields: words in a row that begin with a capital.
  const row = new RegExp(`\\p{Lu}[\\p{L}\\p{N}'-]*(?: \\p{Lu}[\\p{L}\\p{N}'-]*){1,${LONGEST_PHRASE - 1}}`, 'gu');
  return [...quoted, ...[...text.matchAll(row)].map(([phrase]) => phrase), ...words];
}

/** The part of a schema that grammars enforce, with an end to every text and list. */
function grammarPart(value: unknown, isSchema = true): unknown {
  if (Array.isArray(value)) return value.map((one) => grammarPart(one, isSchema));
  if (typeof value !== 'object' || value === null) return value;
  if (!isSchema) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, grammarPart(one)]));
  const part: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key === 'enum' || key === 'const' || key === 'required' || key === 'type') part[key] = one;
    else if (key === 'format' && FORMATS.includes(String(one))) part[key] = one;
    else if (KEPT.has(key)) part[key] = grammarPart(one, key !== 'properties' && key !== '$defs');
  }
  const isOpen = ['enum', 'const', 'format', 'anyOf', '$ref'].every((key) => part[key] === undefined);
  if (isOpen && part['type'] === 'string') part['maxLength'] ??= MAX_TEXT;
  if (isOpen && part['type'] === 'array') part['maxItems'] ??= MAX_ITEMS;
  return part;
}
