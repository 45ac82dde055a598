/** The texts of what can be done with messages, in English. They come with its code, not with the page. */
import { messages } from './messages.js';

export const enMessages = messages({
  'message.copy-question': 'Copy message',
  'message.copy-markdown': 'Copy as Markdown',
  'message.edit': 'Edit message',
  'message.delete-question': 'Delete message',
  'message.more': 'More actions',
  'message.hide-details': 'Hide details',
  'message.good': 'Good answer',
  'message.bad': 'Bad answer',
  'message.rated': 'Thank you. Your rating was noted.',
  'message.unrated': 'Your rating was taken back.',

  'branches.place': '{index, number} / {count, number}',
  'branches.label': 'Version {index, number} of {count, number}',
  'branches.previous': 'Previous version',
  'branches.next': 'Next version',

  'edit.label': 'Edit your message',
  'edit.hint': 'The answer below stays as another version.',
  'edit.save': 'Save and ask',

  'deleted.text': 'Deleted.',
  'deleted.announce': 'Message deleted. Undo is at the end of the conversation.',
  'deleted.undone': 'The message is back.',

  'thought.running': 'Thinking…',
  'thought.time': 'Thought for {time}',
  'thought.untimed': 'Thoughts',

  'details.length': 'Length',
  'details.speed': 'Speed',
  'details.tokens-per-second': '{speed} tokens per second',
  'details.wait': 'First word after',
  'details.time': 'Time of day',

  'files.open': 'Show the text of {name}',
  'files.size': '{size}, {pages, plural, one {# page} other {# pages}}',
  'files.text': 'What the model is given of it:',

  'omitted.why': 'Why?',
  'omitted.rule':
    'This model has {tokens} tokens of memory for a conversation. When they are used up, the oldest messages are left out first, then the files of older questions, and then the end of the newest files. Your latest words are always read.',

  'announce.answer': 'Assistant: {text}',
  'announce.complete': 'The answer is complete.',
  'announce.code': 'Code block, {lines, plural, one {# line} other {# lines}}.',
  'announce.code-in': 'Code block, {lines, plural, one {# line} other {# lines}}, {language}.',
  'announce.table':
    'Table, {columns, plural, one {# column} other {# columns}}, {rows, plural, one {# row} other {# rows}}.',
});
