/** The first texts of `<local-llm-search>`, in English. They come with it, and with no other element. */
import { messages } from './messages.js';

export const enSearch = messages({
  'search.label': 'Search',
  'search.clear': 'Clear the search',
  'search.loading': 'Loading what is searched…',
  'search.unreachable': 'The search could not be loaded. Check that you are online and try again, or reload the page.',
  // Of a search; 'button.retry' comes with what a chat says first.
  'search.retry': 'Try again',
});
