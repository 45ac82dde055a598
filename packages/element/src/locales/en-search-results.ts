/** The texts of results and answers of `<local-llm-search>`, in English. They come with the code that searches. */
import { messages } from './messages.js';

export const enSearchResults = messages({
  'search.results': 'Results',
  'search.count': '{count, plural, one {# result} other {# results}}',
  'search.nothing': 'Nothing found for “{query}”.',
  'search.nothing-hint': 'Check the spelling, or try other or fewer words.',
  'search.failed': 'What is searched here could not be loaded.',
  'search.failed-offline': 'There is no connection, and it has not been loaded before.',
  'search.failed-network': 'Check that you are online.',
  'search.failed-site': 'If this stays so, tell the owner of this page.',

  // What a summary says in the same words comes with that alone.
  'search.answer': 'Answer this',
  'search.once': 'Downloads {size} once, then works offline.',
  'search.once-unknown': 'Downloads a model once, then works offline.',
  'search.promise': 'Your question is answered on this device and sent nowhere.',
  'search.agree': 'A model has to be downloaded first. Press again if you agree.',
  'search.answer-offline': 'There is no connection, and the model has to be downloaded once.',
  'search.queued': 'Waiting for other work on this page',
  'search.stop': 'Stop',
  // Above an answer.
  'search.answer-title': 'Answer',
  'search.nearest': 'The results below come nearest.',
  'search.note': 'Written on this device by a language model, which can be wrong.',
  'search.answer-failed': 'The answer could not be made.',

  'search.files': 'Your files',
  'search.add': 'Add files',
  'search.files-note': 'Your own files are searched too. They stay on this device.',
  'search.drop': 'Drop files here to search in them.',
  'search.file-reading': '{name} is being read',
  'search.file-added': '{name} is searched too.',
  'search.file-failed': '{name} cannot be read.',
  'search.file-remove': 'Remove {name}',
});
