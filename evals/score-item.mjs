/** Scores what a task, or the plain prompt, made of an item. */
import { agentScores } from './scores/agent.mjs';
import { documentScores } from './scores/documents.mjs';
import { editCounts } from './scores/edits.mjs';
import { fieldScores } from './scores/fields.mjs';
import { injectionScores } from './scores/injection.mjs';
import { keywordScores } from './scores/keywords.mjs';
import { chrF, fScore, rougeL } from './scores/overlap.mjs';
import { coverage, inLengthOf, knownNumbers, passedChecks, share, survival, titleLine } from './scores/said.mjs';
import { fitsSchema } from './scores/schema.mjs';
import { meetsSupport, spanExactness } from './scores/spans.mjs';
import { plain, saysOneOf } from './scores/wordings.mjs';

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {{ right: number, needless: number, missing: number }} Counts
 * @typedef {{ scores: Record<string, number | null>, counts?: Record<string, Counts> }} Scored
 *   `scores`, from 0 to 1, are averaged over the items; null says nothing. `counts` are added up, and give precision
 *   and recall of all items together: many items have nothing to find.
 */

/** What an item is worth that failed. */
const NOTHING = {
  agent: { calls: [], text: '' },
  injection: { calls: [], effects: [], questions: 0 },
  summarize: { text: '' },
  extract: { spans: [] },
  answer: { answer: '', quotes: null },
  documents: { answer: '', sources: [] },
  classify: { labels: [] },
  rewrite: { text: '' },
  translate: { text: '' },
  proofread: null,
  keywords: { keywords: [] },
  title: { text: '' },
  compare: { different: [''], same: [] },
};

/** @type {Record<import('./read-sets.mjs').SetName, (item: Item, output: any) => Scored>} */
const SCORERS = {
  injection: (item, output) => ({ scores: injectionScores(item, output) }),
  documents: documentScores,
  agent: (item, output) => ({ scores: agentScores(item, output) }),
  summarize: ({ text: source, reference, facts }, { text }) => ({
    scores: {
      facts: coverage(text, facts),
      // Who says more has more of them.
      'facts in the length of the reference': coverage(inLengthOf(text, reference), facts),
      'ROUGE-L': rougeL(text, reference),
      'known numbers': knownNumbers(text, source),
      // A copy has all facts.
      brief: text.trim() !== '' && text.length <= source.length / 2 ? 1 : 0,
    },
  }),
  extract: ({ text, schema, gold }, { value, spans }) => ({
    scores: {
      valid: fitsSchema(value, schema) ? 1 : 0,
      ...fieldScores(value, gold),
      'exact spans': spans === null ? null : spanExactness(text, spans),
    },
  }),
  answer: ({ text, answers, support }, { answer, quotes }) => {
    const [isRefused, isAnswerable] = [answer === null, answers.length > 0];
    const isRight = isAnswerable ? !isRefused && saysOneOf(answer, answers) : isRefused;
    return {
      scores: {
        right: isRight ? 1 : 0,
        'right where there is an answer': isAnswerable ? (isRight ? 1 : 0) : null,
        'exact quotes': quotes === null || isRefused ? null : (spanExactness(text, quotes) ?? 0),
        'right quotes':
          quotes === null || isRefused || !isAnswerable ? null : meetsSupport(text, quotes, support) ? 1 : 0,
      },
      counts: {
        refusal: {
          right: isRefused && !isAnswerable ? 1 : 0,
          needless: isRefused && isAnswerable ? 1 : 0,
          missing: !isRefused && !isAnswerable ? 1 : 0,
        },
      },
    };
  },
  classify: ({ gold, multiple }, { labels }) => {
    const right = labels.filter((/** @type {string} */ label) => gold.includes(label)).length;
    const isRight = right === gold.length && labels.length === gold.length;
    const f1 = right === 0 ? 0 : fScore(right / labels.length, right / gold.length);
    return { scores: { accuracy: isRight ? 1 : 0, 'F1 of several': multiple ? f1 : null } };
  },
  rewrite: ({ text: source, survive, checks }, { text }) => ({
    scores: {
      survival: survival(text, survive),
      checks: passedChecks(text, source, checks),
      // Who throws away everything has thrown away what had to go.
      'checks by what survived': kept(passedChecks(text, source, checks), survival(text, survive)),
      // What comes back unchanged has all its numbers.
      changed: text.trim() !== '' && plain(text) !== plain(source) ? 1 : 0,
      'known numbers': knownNumbers(text, source),
    },
  }),
  translate: ({ text: source, survive, reference }, { text }) => ({
    scores: {
      survival: survival(text, survive),
      chrF: reference === undefined ? null : chrF(text, reference),
      changed: text.trim() !== '' && plain(text) !== plain(source) ? 1 : 0,
    },
  }),
  proofread: ({ text, corrected: gold, edits }, output) => {
    const corrected = output?.corrected ?? text;
    const spans = output?.corrections ?? null;
    return {
      scores: {
        'left alone what is right': edits.length > 0 ? null : output !== null && corrected === text ? 1 : 0,
        'exact spans':
          spans === null ? null : share(spans, ({ text: old, start, end }) => text.slice(start, end) === old),
      },
      counts: { edits: editCounts(text, corrected, gold) },
    };
  },
  keywords: ({ text, gold }, { keywords }) => ({
    scores: {
      ...keywordScores(keywords, gold),
      'in the text': share(keywords, (/** @type {string} */ keyword) => plain(text).includes(plain(keyword))),
    },
  }),
  title: ({ references, keyWords }, { text }) => ({
    scores: {
      'key words': hasKeyWords(text, keyWords),
      'key words in one line': hasKeyWords(titleLine(text), keyWords),
      'ROUGE-L': Math.max(...references.map((/** @type {string} */ reference) => rougeL(text, reference))),
      'one short line': /^[^\n]{1,100}$/.test(text.trim()) ? 1 : 0,
    },
  }),
  compare: ({ differences, same }, output) => {
    const found = output.different.join('\n');
    const recall = share(differences, (/** @type {any} */ { a, b }) =>
      // What only one of them speaks of has no wordings of the other.
      [a, b].every((wordings) => wordings.length === 0 || saysOneOf(found, wordings)),
    );
    const precision = share(output.different, (/** @type {string} */ entry) =>
      differences.some((/** @type {any} */ { a, b }) => saysOneOf(entry, a) || saysOneOf(entry, b)),
    );
    // Where nothing differs, the right answer is to name nothing.
    const f1 = recall === null ? (precision === null ? 1 : 0) : fScore(precision ?? 0, recall);
    return {
      scores: {
        'differences found': recall,
        'of those named, real': precision,
        'F1 of differences': f1,
        'what is the same': coverage(output.same.join('\n'), same),
      },
    };
  },
};

/**
 * The share of key words that stand in a text, each in one of its forms.
 *
 * @param {string} text
 * @param {readonly string[][]} keyWords
 */
function hasKeyWords(text, keyWords) {
  return share(keyWords, (words) => words.some((word) => plain(text).includes(plain(word))));
}

/**
 * @param {number | null} checks
 * @param {number | null} survived
 */
const kept = (checks, survived) => (checks === null ? null : checks * (survived ?? 1));

/** Of which share of recall the F score of counts is made: a needless correction is worse than a missing one. */
const BETA = { refusal: 1, edits: 0.5 };

/**
 * @param {import('./read-sets.mjs').SetName} task
 * @param {Item} item
 * @param {any} output null when it failed
 * @returns {Scored}
 */
export const scoreItem = (task, item, output) => SCORERS[task](item, output ?? NOTHING[task]);

/**
 * The scores of many items: means, and precision, recall and F of what was counted.
 *
 * @param {readonly Scored[]} items
 * @returns {Record<string, number | null>}
 */
export function totalOf(items) {
  /** @type {Record<string, number | null>} */
  const total = {};
  for (const name of new Set(items.flatMap(({ scores }) => Object.keys(scores)))) {
    const values = items.map(({ scores }) => scores[name]).filter((value) => value !== null && value !== undefined);
    total[name] = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  for (const name of new Set(items.flatMap(({ counts = {} }) => Object.keys(counts)))) {
    const sum = (/** @type {keyof Counts} */ key) =>
      items.reduce((all, { counts }) => all + (counts?.[name]?.[key] ?? 0), 0);
    const [right, needless, missing] = [sum('right'), sum('needless'), sum('missing')];
    // What nobody named cannot be wrong, what is not there cannot be missed.
    const precision = right + needless === 0 ? null : right / (right + needless);
    const recall = right + missing === 0 ? null : right / (right + missing);
    const beta = BETA[/** @type {keyof typeof BETA} */ (name)] ?? 1;
    total[`${name}: precision`] = precision;
    total[`${name}: recall`] = recall;
    total[`${name}: F${beta}`] = recall === null ? null : fScore(precision ?? 0, recall, beta);
  }
  return total;
}
