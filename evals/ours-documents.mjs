/** How questions are asked of a site, and what is kept of the answers. Runs in Node and in pages. */

/**
 * @typedef {import('./read-sets.mjs').Item} Item
 * @typedef {import('./ours.mjs').Ours} Ours
 */

/**
 * What was made of the pages of a site: many items have the same.
 *
 * @type {Map<string, any>}
 */
const made = new Map();

/** @type {Ours} */
export const DOCUMENTS = {
  async run({ createKnowledge, answerFromKnowledge }, { question, site }, { model }) {
    const key = JSON.stringify(site);
    const all = made.get(key) ?? createKnowledge();
    if (!made.has(key)) for (const page of site) await all.add(page);
    made.set(key, all);
    /** @type {Set<string>} */
    const retrieved = new Set();
    const knowledge = {
      find: async (/** @type {string} */ query, /** @type {any} */ options) => {
        const found = await all.find(query, options);
        for (const { url, text } of found.results) retrieved.add(`${url}\n${text}`);
        return found;
      },
    };
    return { ...(await answerFromKnowledge(question, { knowledge, model })), retrieved };
  },
  read: ({ status, answer, sources, retrieved }) => ({
    answer: status === 'found' ? answer : null,
    sources: sources.map((/** @type {any} */ { number, url, text, quotes }) => ({
      number,
      url,
      quotes: [...quotes],
      isRetrieved: retrieved.has(`${url}\n${text}`),
      hasQuotes: quotes.length > 0 && quotes.every((/** @type {string} */ quote) => text.includes(quote)),
    })),
  }),
};
