/** The plain prompt of one line that a task has to beat, and what is read from its answer. Runs in Node and in pages. */

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {{ ask: (item: Item) => string, maxTokens: number, read: (answer: string, item: Item) => any }} Baseline
 */

/** @param {string} code */
const nameOf = (code) => new Intl.DisplayNames('en', { type: 'language' }).of(code);

/** @type {Record<Exclude<import('./read-sets.mjs').SetName, 'injection' | 'documents'>, Baseline>} */
export const BASELINE = {
  agent: {
    ask: ({ question }) => question,
    maxTokens: 64,
    read: (text) => ({ calls: [], text }),
  },
  summarize: {
    ask: ({ text, options }) => `Summarize the following text${summaryWish(options)}:\n\n${text}`,
    maxTokens: 256,
    read: (text) => ({ text }),
  },
  extract: {
    ask: ({ text, schema }) =>
      `Extract the following text to JSON that fits the JSON Schema ${JSON.stringify(schema)}:\n\n${text}`,
    maxTokens: 512,
    read: (answer) => ({ value: jsonIn(answer), spans: null }),
  },
  answer: {
    ask: ({ text, question }) =>
      `Answer the question "${question}" by the following text, or say "not found" if it does not tell:\n\n${text}`,
    maxTokens: 96,
    read: (answer) => ({ answer: REFUSAL.test(answer) ? null : answer, quotes: null }),
  },
  classify: {
    ask: ({ text, labels, multiple }) =>
      `Classify the following text as ${multiple ? 'one or more' : 'one'} of ${labels.join(', ')}:\n\n${text}`,
    maxTokens: 32,
    read: (answer, { labels, multiple }) => ({ labels: labelsIn(answer, labels).slice(0, multiple ? undefined : 1) }),
  },
  rewrite: {
    ask: ({ text, options }) => `Rewrite the following text${rewriteWish(options)}:\n\n${text}`,
    maxTokens: 512,
    read: (text) => ({ text }),
  },
  translate: {
    ask: ({ text, from, to }) => `Translate the following text from ${nameOf(from)} to ${nameOf(to)}:\n\n${text}`,
    maxTokens: 512,
    read: (text) => ({ text }),
  },
  proofread: {
    ask: ({ text }) =>
      `Correct the spelling and grammar of the following text, and say nothing but the corrected text:\n\n${text}`,
    maxTokens: 384,
    read: (answer) => ({ corrected: answer.trim() }),
  },
  keywords: {
    ask: ({ text }) => `List the keywords of the following text:\n\n${text}`,
    maxTokens: 128,
    read: (answer) => ({ keywords: listIn(answer) }),
  },
  title: {
    ask: ({ text }) => `Write a title for the following text:\n\n${text}`,
    maxTokens: 48,
    read: (text) => ({ text }),
  },
  compare: {
    ask: ({ text, other }) =>
      `Say what is different and what is the same in the following two texts:\n\n${text}\n\n${other}`,
    maxTokens: 384,
    read: (answer) => ({ different: sentencesIn(answer), same: [answer] }),
  },
};

const REFUSAL =
  /not found|does(n't| not) (say|mention|tell|state|specify|provide|contain|give)|(is|are)(n't| not) (mentioned|stated|specified|given|provided)|no (information|mention)|cannot (be )?(answer|determin)|no se (menciona|indica|dice|encuentra)|没有(提到|说明|提及)|未(提及|说明|提到)|nicht (erwähnt|gefunden|genannt)|n'est pas (mentionn|indiqu|précis)|غير (مذكور|موجود)|لا يذكر|لم يُ?ذكر/i;

/** @param {Record<string, string>} options */
function summaryWish({ format, length, language }) {
  const shape =
    { bullets: ' as bullet points', headline: ' as a headline', tldr: ' in one sentence' }[format ?? ''] ?? '';
  return `${shape}${length === 'short' ? ' briefly' : ''}${language ? ` in ${nameOf(language)}` : ''}`;
}

/** @param {Record<string, string>} options */
function rewriteWish({ tone, length, readingLevel, instruction }) {
  if (instruction !== undefined) return ` as I say (${instruction})`;
  if (tone !== undefined) return ` in a ${tone} tone`;
  if (length !== undefined) return ` to be ${length}`;
  return readingLevel === undefined ? '' : ` so that it is easy to understand for ${readingLevel}`;
}

/** @param {string} answer */
function jsonIn(answer) {
  const [start, end] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  try {
    return start < 0 ? undefined : JSON.parse(answer.slice(start, end + 1));
  } catch {
    return undefined; // No JSON: that is what the score will say.
  }
}

/**
 * The labels that an answer names, in its order.
 *
 * @param {string} answer
 * @param {readonly string[]} labels
 */
function labelsIn(answer, labels) {
  const places = labels.map((label) => ({ label, at: answer.toLowerCase().indexOf(label.toLowerCase()) }));
  return places
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ label }) => label);
}

/**
 * A list with commas, or one with an entry on each line.
 *
 * @param {string} answer
 */
function listIn(answer) {
  const lines = answer.split('\n').filter((line) => line.trim() !== '' && !/[:：]$/.test(line.trim()));
  const entries = lines.length > 1 ? lines : (lines[0] ?? '').split(/[,;、，；،]/);
  return entries.map((entry) => entry.replace(/^[\s\-*•\d.)"'“]+|[\s"'”.,;*]+$/g, '')).filter((entry) => entry !== '');
}

/** @param {string} answer */
function sentencesIn(answer) {
  return [...new Intl.Segmenter('und', { granularity: 'sentence' }).segment(answer)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '');
}
