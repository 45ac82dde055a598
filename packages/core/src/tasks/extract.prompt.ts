/** What a model is asked when it extracts facts. */
import type { JsonSchema, PromptMessage } from '../generate.js';

/** Asks for what the schema names. Its descriptions are part of the question. */
export function extractPrompt(
  text: string,
  schema: JsonSchema,
  instruction: string | undefined,
): readonly PromptMessage[] {
  const wish = instruction === undefined ? '' : ` ${instruction}`;
  return [
    {
      role: 'system',
      content: `Extract facts from the text as JSON. Copy values word for word from the text. Leave out what the text does not say.${wish}\n${describe(schema)}`,
    },
    { role: 'user', content: text },
  ];
}

/** What of a schema a model is told. */
interface DescribedPart {
  readonly type?: unknown;
  readonly properties?: Record<string, JsonSchema>;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly description?: unknown;
}

/** A schema in as few tokens as a small model can read: names, kinds, and what they mean. */
export function describe(schema: JsonSchema, indent = ''): string {
  const { type, properties, items, enum: values, description } = schema as DescribedPart;
  if (properties !== undefined) {
    return Object.entries(properties)
      .map(([name, inner]) => `${indent}- ${name}: ${describeOne(inner, indent)}`)
      .join('\n');
  }
  if (type === 'array' && items !== undefined) return `${indent}A list, each entry with:\n${describe(items, indent)}`;
  return `${indent}${[values?.join(' | ') ?? String(type ?? 'any'), description].filter(Boolean).join(', ')}`;
}

function describeOne(schema: JsonSchema, indent: string): string {
  const { type, properties, items, enum: values, description } = schema as DescribedPart;
  const note = typeof description === 'string' ? `, ${description}` : '';
  if (values !== undefined) return `one of ${values.join(', ')}${note}`;
  if (properties !== undefined) return `object${note}\n${describe(schema, `${indent}  `)}`;
  if (type === 'array' && items !== undefined) return `list of ${describeOne(items, indent)}${note}`;
  return `${Array.isArray(type) ? type.filter((one) => one !== 'null').join(' or ') : String(type ?? 'any')}${note}`;
}
