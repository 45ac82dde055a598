/** Reads the messages that a site words itself, and says what is wrong with them. Fetched only when it is needed. */
import compile from 'icu-minify/compile';
import type { CompiledMessage } from 'icu-minify/format';
import { allEnglish } from './all-english.js';
import type { Dictionary } from './english.js';
import { argumentNames } from './message-arguments.js';

const english: Readonly<Record<string, CompiledMessage>> = allEnglish;
const told = new Set<string>();

/** Compiles what can be used. The rest stays in the element's own words; the console says why, once. */
export function readOverrides(overrides: Readonly<Record<string, string>>): Dictionary {
  const read: Record<string, CompiledMessage> = {};
  for (const [key, text] of Object.entries(overrides)) {
    const problem = keyProblem(key) ?? messageProblem(text, key);
    if (problem === null) read[key] = compile(text);
    else if (!told.has(problem)) {
      told.add(problem);
      // biome-ignore lint/suspicious/noConsole: it is meant for the page's developer, who sees the wrong words otherwise.
      console.warn(`<local-llm-chat> ${problem}`);
    }
  }
  return read as Dictionary;
}

function keyProblem(key: string): string | null {
  if (Object.hasOwn(english, key)) return null;
  const nearest = Object.keys(english).reduce((best, one) => (distance(one, key) < distance(best, key) ? one : best));
  return `has no text "${key}". The nearest is "${nearest}".`;
}

function messageProblem(text: string, key: string): string | null {
  const known = argumentNames(english[key] ?? '');
  try {
    const unknown = [...argumentNames(compile(text))].find((name) => !known.includes(name));
    if (unknown === undefined) return null;
    const named = known.map((name) => `{${name}}`).join(', ') || 'none';
    return `cannot use the text "${key}": it has no argument "${unknown}". Its arguments: ${named}.`;
  } catch (error) {
    return `cannot use the text "${key}", as it is no ICU message: ${(error as Error).message}`;
  }
}

/** How many letters have to be put in, taken out or changed to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const changed = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
