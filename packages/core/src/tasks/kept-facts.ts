/** Whether a text in other words still has the facts that code can see. */
import { isWrittenIn } from './written-in.js';

/** Numbers, and the marks that stand for links, code, tags and placeholders. */
const FACT = /\]\(\d+\)|`\d+`|<\/?\d+\/?>|\{\d+\}|\d+(?:[.,:]\d+)*/g;

/** Words with a capital within a sentence, as far as they stand together. */
const NAME = /(?<=[\p{L}\p{N}][,;:]? )\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+)*/gu;
/** Where so many words have one, as in German, a capital says nothing. */
const MOST_CAPITALS = 0.3;

/** All of them are there, and no other; and the names are. */
export function keepsFacts(before: string, after: string): boolean {
  const [old, now] = [markedFacts(before), markedFacts(after)];
  const said = after.toLowerCase();
  return (
    old.every((fact) => now.includes(fact)) &&
    now.every((fact) => old.includes(fact)) &&
    namesOf(before).every((name) => said.includes(name.toLowerCase()))
  );
}

/** It has no name that the other lacks: who is spoken of was not made up. */
export function hasNoNewName(before: string, after: string): boolean {
  const known = before.toLowerCase();
  return namesOf(after).every((name) => name.split(' ').some((word) => known.includes(word.toLowerCase())));
}

/** What has to be there, to be told to a model. */
export function factsOf(text: string): readonly string[] {
  return [...new Set([...markedFacts(text), ...namesOf(text)])];
}

function markedFacts(text: string): string[] {
  return (text.match(FACT) ?? []).map((fact) => fact.replaceAll(/[.,](?=\d{3}(?!\d))/g, ''));
}

function namesOf(text: string): readonly string[] {
  const [, ...words] = text.match(/\p{L}+/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  if (capitals > words.length * MOST_CAPITALS || isWrittenIn(text, 'de')) return [];
  return text.match(NAME) ?? [];
}

/** Code, addresses and numbers of a text with no marks in their place. */
const WRITTEN =
  /`[^`\n]+`|[a-z][a-z0-9+.-]*:\/\/[^\s<>"`)\]]*[^\s<>"`)\].,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d+(?:[.,:]\d+)*/gi;

/** All of them are there, and no other, but for the numbers of a list. */
export function keepsWrittenFacts(before: string, after: string): boolean {
  const old = writtenFacts(before);
  const now = writtenFacts(after.replaceAll(/^\s*\d+[.)] /gm, ''));
  return old.every((fact) => now.includes(fact)) && now.every((fact) => old.includes(fact));
}

function writtenFacts(text: string): readonly string[] {
  return text.match(WRITTEN) ?? [];
}
