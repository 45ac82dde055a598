/** Whether a text in other words still has the facts that code can see. */

/** Numbers, and the marks that stand for links, code, tags and placeholders. */
const FACT = /\]\(\d+\)|`\d+`|<\/?\d+\/?>|\{\d+\}|\d+(?:[.,:]\d+)*/g;

/** All of them are there, and no other. */
export function keepsFacts(before: string, after: string): boolean {
  const [old, now] = [factsOf(before), factsOf(after)];
  return old.every((fact) => now.includes(fact)) && now.every((fact) => old.includes(fact));
}

/** All of them, as they are compared. */
export function factsOf(text: string): string[] {
  return (text.match(FACT) ?? []).map((fact) => fact.replaceAll(/[.,](?=\d{3}(?!\d))/g, ''));
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
