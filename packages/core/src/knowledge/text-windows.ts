/** Cuts a passage into windows for a model of embeddings: a vector of less text says more exactly what it is about. */
import { weightOf } from './chunk-page.js';

/** Of a passage that weighs more, each window is about as long as the others. */
const WINDOW_WEIGHT = 500;
/** Where to cut: at the end of a paragraph, of a line or of a sentence, at a space; as many letters further away as it is worse. */
const BREAKS = [
  { pattern: /\n\n+/g, farther: 0 },
  { pattern: /\n/g, farther: 60 },
  { pattern: /(?<=[.!?…]) |(?<=[。！？])/g, farther: 90 },
  { pattern: / /g, farther: 180 },
];
const ANYWHERE = 240;

/** One for a short passage; none of them is empty. */
export function windowsOf(text: string): string[] {
  const count = Math.ceil(weightOf(text) / WINDOW_WEIGHT);
  const windows: string[] = [];
  let start = 0;
  for (let number = 1; number < count; number += 1) {
    const end = breakNear(text, Math.round((text.length * number) / count), start);
    windows.push(text.slice(start, end));
    start = end;
  }
  windows.push(text.slice(start));
  return windows.map((window) => window.trim()).filter((window) => window !== '');
}

function breakNear(text: string, wanted: number, after: number): number {
  let best = wholeCharacter(text, wanted);
  let cost = ANYWHERE;
  for (const { pattern, farther } of BREAKS) {
    for (const { index } of text.matchAll(pattern)) {
      const distance = Math.abs(index - wanted) + farther;
      if (index <= after || distance >= cost) continue;
      best = index;
      cost = distance;
    }
  }
  return Math.max(best, after);
}

/** Not within one that has two halves. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at;
}
