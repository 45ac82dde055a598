/** Whether a text in other words still has the facts that code can see. */

/** Numbers, and the marks that stand for links, code, tags and placeholders. */
const FACT = /\]\(\d+\)|`\d+`|<\/?\d+\/?>|\{\d+\}|\d+(?:[.,:]\d+)*/g;

/** All of them are there, and no other. */
export function keepsFacts(before: string, after: string): boolean {
  const [old, now] = [factsOf(before), factsOf(after)];
  return old.every((fact) => now.includes(fact)) && now.every((fact) => old.includes(fact));
}

function factsOf(text: string): string[] {
  return (text.match(FACT) ?? []).map((fact) => fact.replaceAll(/[.,](?=\d{3}(?!\d))/g, ''));
}
