/** The texts of answers from documents and of their sources, in English. They come with the first of them. */
import { messages } from './messages.js';

export const enKnowledge = messages({
  'knowledge.searching': 'Searching the documents…',
  'knowledge.reading': '{count, plural, one {Reading # passage…} other {Reading # passages…}}',
  'knowledge.query': 'Understood as: {query}',
  'knowledge.sources': 'Sources',
  // Above passages that do not answer the question, but come near it.
  'knowledge.nearest': 'Nearest passages',
  'knowledge.not-found': 'This is not in these documents.',
  // Above an answer that was then made with tools.
  'knowledge.elsewhere': 'These documents do not say it, so the answer does not come from them.',
  'knowledge.source': 'Source {number, number}: {title}',
  // Said after an answer to people who listen.
  'knowledge.count': '{count, plural, one {With # source.} other {With # sources.}}',
  'knowledge.new-tab': '(opens in a new tab)',
  'knowledge.shown': 'The passage is marked on the page.',

  'index.http.cause': 'The documents cannot be searched: their index is not where it should be.',
  'index.http.action': 'Try again later, or tell whoever looks after this site.',
  'index.network.cause': 'The documents cannot be searched: their index could not be fetched.',
  'index.network.action': 'Check the connection, and ask again.',
  'index.integrity.cause': 'The documents cannot be searched: their index is damaged.',
  'index.integrity.action': 'Reload the page. If that does not help, tell whoever looks after this site.',
});
