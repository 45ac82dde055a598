/** What a model has written as JSON so far. */
import type { JsonValue } from './json-value.js';
import { PartialJson } from './partial-json.js';

/** The value, as far as it is written; `undefined` before it begins. For answers: they are short. */
export function jsonSoFar(answer: string, isWhole = false): JsonValue | undefined {
  const json = new PartialJson();
  json.push(answer);
  if (isWhole) json.end();
  return json.value;
}

/** The texts of a list, each on one line, without empty ones and doubles. */
export function textsOf(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const texts = value.filter((one) => typeof one === 'string').map((one) => one.replaceAll(/\s+/g, ' ').trim());
  return [...new Set(texts)].filter((text) => text !== '');
}
