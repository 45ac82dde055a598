/** Gives lists and texts of a schema an end: a small model may never end them by itself. */
import type { JsonSchema } from '../generate.js';

/** What a schema leaves open has bounds like these, the widest that surely fit the answer. */
const BOUNDS = [
  { items: 24, characters: 160 },
  { items: 16, characters: 120 },
  { items: 12, characters: 80 },
  { items: 8, characters: 60 },
  { items: 5, characters: 48 },
  { items: 3, characters: 40 },
] as const;
const LAST = BOUNDS[5];

/** A token has so many characters at most: names are rarer words than those around them, and digits are a token each. */
const MOST_PER_TOKEN = 2;
/** And so many at least: a character may be four bytes, and each a token. */
const LEAST_PER_TOKEN = 0.25;
const NUMBER_TOKENS = 20;
/** Of references in circles the end is not looked for. */
const MOST_DEPTH = 8;

interface Part {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: unknown;
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
}

/**
 * The same schema, with an end to every list and text: so that the longest value is within so many tokens, if it can be.
 *
 * @param charactersPerToken what the text has, whose words the value will have. A vocabulary made for English may have
 *   two tokens for each letter of another script.
 */
export function boundedSchema(
  schema: JsonSchema,
  tokens: number,
  charactersPerToken: number = MOST_PER_TOKEN,
): JsonSchema {
  const density = Math.min(MOST_PER_TOKEN, Math.max(LEAST_PER_TOKEN, charactersPerToken));
  for (const bounds of BOUNDS) {
    const bounded = withBounds(schema, bounds) as JsonSchema;
    if (longest(bounded as Part, density) <= tokens) return bounded;
  }
  return withBounds(schema, LAST) as JsonSchema;
}

/** Values, not schemas; and names, whose length no grammar bounds. */
const VALUES = new Set(['enum', 'const', 'default', 'examples', 'required', 'propertyNames']);

function withBounds(value: unknown, { items, characters }: (typeof BOUNDS)[number]): unknown {
  if (Array.isArray(value)) return value.map((one) => withBounds(one, { items, characters } as typeof LAST));
  if (typeof value !== 'object' || value === null) return value;
  const part = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      VALUES.has(key) ? inner : withBounds(inner, { items, characters } as typeof LAST),
    ]),
  ) as Part & Record<string, unknown>;
  const types = [part.type].flat();
  const isOpenList = types.includes('array') && part.items !== undefined && part.maxItems === undefined;
  const isOpenText =
    types.includes('string') &&
    [part.maxLength, part.format, part.enum, part.const].every((rule) => rule === undefined);
  return {
    ...part,
    ...(isOpenList ? { maxItems: Math.max(items, part.minItems ?? 0) } : {}),
    ...(isOpenText ? { maxLength: Math.max(characters, part.minLength ?? 0) } : {}),
  };
}

/** About the tokens of the longest value. Names and choices are the schema's own words, texts those of the text. */
function longest(part: Part, density: number, depth = 0): number {
  if (depth > MOST_DEPTH) return 0;
  const { properties, items, maxItems = 0, maxLength, enum: values, anyOf, oneOf } = part;
  const others = [...(anyOf ?? []), ...(oneOf ?? [])].map((one) => longest(one, density, depth + 1));
  if (others.length > 0) return Math.max(...others);
  if (values !== undefined) return Math.max(...values.map((value) => textTokens(JSON.stringify(value))));
  if (properties !== undefined) {
    return Object.entries(properties).reduce(
      (sum, [key, inner]) => sum + textTokens(key) + 2 + longest(inner, density, depth + 1),
      2,
    );
  }
  if (items !== undefined) return 2 + maxItems * (longest(items, density, depth + 1) + 1);
  return maxLength === undefined ? NUMBER_TOKENS : Math.ceil(maxLength / density) + 2;
}

function textTokens(text: string): number {
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  return Math.ceil(text.length / (isAscii ? MOST_PER_TOKEN : 0.5)) + 2;
}
