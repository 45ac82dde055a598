/** How an agent is asked the questions of its sets, and what is kept of what it did. Runs in Node and in pages. */

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {import('./ours.mjs').Ours} Ours
 */

/** A Wednesday. In the time zone of UTC, wherever the measurement runs. */
const NOW = Date.UTC(2026, 2, 11, 9, 30);
/** Of an answer: a sentence or two. */
const ANSWER_TOKENS = 64;
/** Machines are slow, and nothing is measured here but what is said. */
const TIMEOUT_MS = 600_000;

/** @type {Ours} */
export const AGENT = {
  async run(core, item, { model }) {
    const { createAgent } = core;
    const agent = createAgent({
      generate: model.generate,
      tools: toolsFor(core, item),
      timeoutMs: TIMEOUT_MS,
      policy: { ask: async () => 'no' },
    });
    const messages = [{ role: 'user', content: item.question }];
    return collected(agent({ messages, maxTokens: ANSWER_TOKENS, ...item.sampling }));
  },
  read: ({ calls, text }) => ({ calls, text }),
};

/**
 * What a site would give: more than any one question needs.
 *
 * @param {any} core
 * @param {Item} item
 */
function toolsFor({ calculator, dateTime, pageTools, searchDocuments }, { headings, documents, suggests }) {
  const tools = [
    calculator(),
    dateTime({ timeZone: 'UTC', now: () => NOW }),
    ...pageTools({ root: () => pageOf(headings) }),
    searchDocuments({ of: 'the handbook', search: (/** @type {string} */ query) => found(documents, query) }),
  ];
  // Of those that code would choose by itself, the model is asked too.
  return suggests ? tools : tools.map(({ suggest: _, ...tool }) => tool);
}

/**
 * A page with these headings and nothing else, also where there is no document.
 *
 * @param {readonly string[]} headings
 */
function pageOf(headings) {
  const found = headings.map((textContent) => ({ textContent, checkVisibility: () => true }));
  return { querySelectorAll: (/** @type {string} */ selector) => (selector.includes('h1') ? found : []) };
}

/**
 * The documents that share a word with what is looked for.
 *
 * @param {readonly { title: string, text: string }[]} documents
 * @param {string} query
 */
function found(documents, query) {
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const score = (/** @type {{ title: string, text: string }} */ { title, text }) =>
    wanted.filter((word) => `${title} ${text}`.toLowerCase().includes(word)).length;
  return documents.filter((one) => score(one) > 0).sort((one, other) => score(other) - score(one));
}

/** @param {AsyncIterable<any>} events */
export async function collected(events) {
  let text = '';
  /** @type {{ tool: string, arguments: Record<string, unknown>, verdict: string, rule: string, status: string }[]} */
  const calls = [];
  for await (const event of events) {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'tool-call') {
      const { tool, verdict, rule } = event;
      const named = event.arguments.map((/** @type {any} */ { name, value }) => [name, value]);
      calls.push({ tool, arguments: Object.fromEntries(named), verdict, rule, status: '' });
    }
    if (event.type === 'tool-result') {
      const call = calls.findLast(({ status, tool }) => status === '' && tool === event.tool);
      if (call !== undefined) call.status = event.status;
    }
  }
  return { calls, text };
}
