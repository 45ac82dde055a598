/** What a model has written as JSON so far. */
import type { JsonValue } from './json-value.js';
import { PartialJson } from './partial-json.js';

/** The value, as far as it is written; `undefined` before it begins. For answers: they are short. */
export function jsonSoFar(answer: string): JsonValue | undefined {
  const json = new PartialJson();
  json.push(answer);
  return json.value;
}

/** What of the value was written to its end: of an answer that was cut off, all but its last text or number. */
export function finishedJson(answer: string, isCut: boolean): JsonValue | undefined {
  const json = new PartialJson();
  json.push(answer);
  if (!isCut) json.end();
  return json.finished;
}

/** The texts of a list, each on one line, without empty ones and doubles. */
export function textsOf(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const texts = value.filter((one) => typeof one === 'string').map((one) => one.replaceAll(/\s+/g, ' ').trim());
  return [...new Set(texts)].filter((text) => text !== '');
}
