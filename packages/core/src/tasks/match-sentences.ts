/** Which sentences of two texts say the same, and which speak of the same and differ. */
import { type Span, sentencesOf } from './sentences.js';
import { contentKeys, coverage } from './text-words.js';

/** Every sentence of both texts is in one of these. */
export interface Matches {
  readonly both: readonly { readonly a: Span; readonly b: Span }[];
  readonly changed: readonly { readonly a: Span; readonly b: Span }[];
  readonly onlyA: readonly Span[];
  readonly onlyB: readonly Span[];
}

/** Two sentences speak of the same when they share so much of their words, from 0 to 1. */
const SAME_TOPIC = 0.5;
const SAME = 0.75;

interface Entry {
  readonly span: Span;
  readonly keys: ReadonlySet<string>;
  readonly facts: string;
}

/** Matches each sentence with the one that is most like it, the best pairs first. */
export function matchSentences(a: string, b: string): Matches {
  const [one, other] = [entriesOf(a), entriesOf(b)];
  const byKey = new Map<string, number[]>();
  for (const [index, { keys }] of other.entries()) {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), index]);
  }
  const pairs: { left: number; right: number; likeness: number }[] = [];
  for (const [left, entry] of one.entries()) {
    // A word of every other sentence leads nowhere, and in a long text to too many.
    const near = new Set([...entry.keys].flatMap((key) => (byKey.get(key) ?? []).slice(0, 64)));
    for (const right of near) {
      const likeness = likenessOf(entry, other[right]);
      if (likeness >= SAME_TOPIC) pairs.push({ left, right, likeness });
    }
  }
  pairs.sort((x, y) => y.likeness - x.likeness || x.left - y.left);
  const rightOf = new Map<number, { right: number; likeness: number }>();
  const taken = new Set<number>();
  for (const { left, right, likeness } of pairs) {
    if (rightOf.has(left) || taken.has(right)) continue;
    rightOf.set(left, { right, likeness });
    taken.add(right);
  }
  const both: { a: Span; b: Span }[] = [];
  const changed: { a: Span; b: Span }[] = [];
  const onlyA: Span[] = [];
  for (const [left, entry] of one.entries()) {
    const match = rightOf.get(left);
    const twin = match && other[match.right];
    if (match === undefined || twin === undefined) onlyA.push(entry.span);
    else if (entry.facts === twin.facts && match.likeness >= SAME) both.push({ a: entry.span, b: twin.span });
    else changed.push({ a: entry.span, b: twin.span });
  }
  return { both, changed, onlyA, onlyB: other.flatMap(({ span }, index) => (taken.has(index) ? [] : [span])) };
}

function entriesOf(text: string): Entry[] {
  return sentencesOf(text).map((span) => ({
    span,
    keys: contentKeys(span.text),
    // Numbers, and words that turn a sentence into its opposite.
    facts: (
      span.text
        .toLowerCase()
        .match(/\d+(?:[.,:]\d+)*|\b(?:not|no|never|nicht|kein\w*|nie|ne|pas|nunca)\b|n't\b|不|没/g) ?? []
    ).join(' '),
  }));
}

function likenessOf(one: Entry, other: Entry | undefined): number {
  if (other === undefined) return 0;
  return (coverage(one.keys, other.keys) + coverage(other.keys, one.keys)) / 2;
}
