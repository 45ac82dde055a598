/** How each task is called for an item, and what is scored of its result. Runs in Node and in pages. */
import { AGENT } from './ours-agent.mjs';
import { DOCUMENTS } from './ours-documents.mjs';
import { INJECTION } from './ours-injection.mjs';

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {{ model: any }} Options
 * @typedef {{ run: (tasks: any, item: Item, options: Options) => Promise<any>, read: (result: any) => any }} Ours
 */

/** @param {readonly { text: string }[]} spans */
const textsOf = (spans) => spans.map(({ text }) => text);

/** @type {Record<import('./read-sets.mjs').SetName, Ours>} */
export const OURS = {
  agent: AGENT,
  injection: INJECTION,
  documents: DOCUMENTS,
  summarize: {
    run: ({ summarize }, { text, options }, model) => summarize(text, { ...options, ...model }),
    read: (text) => ({ text }),
  },
  extract: {
    run: ({ extract }, { text, schema }, model) => extract(text, schema, model),
    read: ({ value, spans }) => ({ value, spans: Object.values(spans) }),
  },
  answer: {
    run: ({ answer }, { text, question }, model) => answer(question, text, model),
    read: (result) =>
      result.notFound ? { answer: null, quotes: null } : { answer: result.answer, quotes: [...result.quotes] },
  },
  classify: {
    run: ({ classify }, { text, labels, multiple }, model) => classify(text, labels, { multiple, ...model }),
    read: ({ labels }) => ({ labels: [...labels] }),
  },
  rewrite: {
    run: ({ rewrite }, { text, options }, model) => rewrite(text, { ...options, ...model }),
    read: (text) => ({ text }),
  },
  translate: {
    run: ({ translate }, { text, from, to }, model) => translate(text, { from, to, ...model }),
    read: (text) => ({ text }),
  },
  proofread: {
    run: ({ proofread }, { text }, model) => proofread(text, model),
    read: ({ corrected, corrections }) => ({ corrected, corrections: [...corrections] }),
  },
  keywords: {
    run: ({ keywords }, { text }, model) => keywords(text, model),
    read: (keywords) => ({ keywords: [...keywords] }),
  },
  title: {
    run: ({ title }, { text }, model) => title(text, model),
    read: (text) => ({ text }),
  },
  compare: {
    run: ({ compare }, { text, other }, model) => compare(text, other, model),
    read: ({ both, changed, onlyA, onlyB }) => ({
      different: [
        ...changed.map((/** @type {any} */ { a, b }) => `${a.text} / ${b.text}`),
        ...textsOf(onlyA),
        ...textsOf(onlyB),
      ],
      // What is the same is said by both, or by what surrounds the change.
      same: [...both, ...changed].flatMap((/** @type {any} */ { a, b }) => [a.text, b.text]),
    }),
  },
};
