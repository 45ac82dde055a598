/** The texts of a conversation, in English. They come with its code, not with the page. */
import { messages } from './messages.js';

export const enConversation = messages({
  'composer.label': 'Message',
  'composer.placeholder': 'Write a message',
  'composer.placeholder-loading': 'Write while you wait',
  'composer.send': 'Send message',
  'composer.stop': 'Stop answering',
  'composer.nothing-added': 'Nothing can be added to the message now.',
  'composer.hidden-files':
    '{count, plural, one {# file cannot be shown now, but is} other {# files cannot be shown now, but are}} sent along with the message.',

  'threads.missing': 'The list of conversations cannot be shown now.',

  // Of messages alone; all other errors can come before there is one.
  'error.context-overflow.cause': 'This text is too long for the model.',
  'error.context-overflow.action': 'Shorten it, or start a new conversation, and send again.',
  'error.invalid-output.cause': 'The answer does not have the form that was asked for.',
  'error.invalid-output.action': 'Try again with a shorter text, or with a larger model.',
  'error.file-unreadable.cause': 'This file cannot be read.',
  'error.file-unreadable.action': 'Save it as text, Markdown, HTML, CSV or PDF, then add that file.',

  'log.label': 'Conversation',
  'log.latest': 'Jump to the latest message',
  'log.omitted': 'The model no longer reads the messages above.',

  // What is said before a message, with the punctuation of the language. An export has titles without it.
  'message.you': 'You:',
  'message.assistant': 'Assistant:',
  // Who, and when: 'announce.answer' is who, and what.
  'message.you-at': 'You, {time}',
  'message.assistant-at': 'Assistant, {time}',
  'message.thinking': 'The assistant is thinking',
  'message.stopped': 'Stopped.',
  'message.length': 'The answer reached its length limit.',
  'message.copy': 'Copy answer',
  // Of an answer; 'markdown.copied' is of code, which can be another gender.
  'message.copied': 'Copied',
  'message.again': 'Answer again',
  'message.continue': 'Continue',
  'message.kept': 'What was said so far is kept.',

  // The greeting where answers come from documents.
  'empty.knowledge': 'Answers come from the documents of this site. Everything stays on your device.',

  'add.button': 'Add to the message',
  'add.button-files': 'Add files',

  'attachment.share': 'The model reads the first {share}',
  'attachment.no-share': 'Does not fit: the model reads none of it',
  'attachment.remove': 'Remove {name}',

  'markdown.code': 'Code',
  'markdown.copy': 'Copy',
  'markdown.copied': 'Copied',
  'markdown.run': 'Run',
  'markdown.table': 'Table',
  'markdown.done': 'Done:',
  'markdown.open': 'To do:',
  'markdown.image': '{label} (image on {host}, not loaded)',
  'markdown.image-hidden': '{label} (image, not loaded)',
  'markdown.image-unnamed': 'Image',
  'markdown.notes': 'Footnotes',
  'markdown.note': 'Footnote {number, number}',
  'markdown.note-back': 'Back to the text of footnote {number, number}',
});
