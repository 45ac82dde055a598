/** The texts of what can be given along with a question, in English. They come with the first need of it. */
import { messages } from './messages.js';

export const enComposer = messages({
  'attachment.list': 'Sent along with the message',
  'attachment.pasted': 'Pasted text',
  'attachment.file': 'File:',
  'attachment.page': 'Page:',
  'attachment.selection': 'Selected text:',
  'attachment.tokens': 'about {count, plural, one {# token} other {# tokens}}',
  'attachment.reading': 'Reading…',
  'attachment.reading-page': 'Reading page {done, number} of {total, number}',
  'attachment.insert': 'Insert as text',
  'attachment.added': '{name} was added.',
  'attachment.removed': '{name} was removed.',
  'attachment.read': '{name} was read.',
  'attachment.twice': '{name} is there already.',
  'attachment.too-many': 'At most {count, plural, one {# file} other {# files}} can be sent at once.',
  'attachment.folder': 'Folders cannot be added. Add the files in them.',
  'attachment.drop': 'Drop files here',
  'attachment.drop-text': 'They are read on this device and stay on it.',
  'attachment.waits': 'Your message is sent as soon as everything is read.',
  'attachment.encrypted': 'It asks for a password. Add a copy without one.',
  'attachment.no-text': 'There is no text in it, only pictures.',
  'attachment.broken': 'It is damaged, or not what its name says.',
  'attachment.binary': 'There is no text in it.',
  'attachment.too-large': 'It is too large: {limit} at most.',
  'attachment.unknown-kind': 'Files of this kind cannot be read.',
  'attachment.empty': 'It is empty.',

  'add.files': 'Files…',
  'add.page': 'Ask about this page',
  'add.selection': 'Ask about the selected text',
  'add.dictation': 'Dictate',
  'add.offer': 'Ask about “{words}”',
  'add.no-page': 'There is no text on this page.',

  'dictation.listening': 'Listening…',
  'dictation.stop': 'Stop dictating',
  'dictation.not-allowed': 'This page may not use the microphone.',
  'dictation.failed': 'Dictation has ended: nothing could be understood.',

  'speech.read': 'Read aloud',
  'speech.stop': 'Stop reading aloud',

  'suggestions.label': 'Suggestions',

  'meter.label': 'Memory of the model: {share} used',
  'meter.use': 'This message and the conversation use about {used, number} of {room, number} tokens.',
  'meter.nearly': 'There is little room left.',
  'meter.omits': 'The oldest {count, plural, one {message is} other {# messages are}} not read.',
  'meter.cuts': 'Of {count, plural, one {one file} other {# files}} only a part is read.',
  'meter.too-long': 'This message is too long for the model. Shorten it.',
  'meter.rule':
    'When it is full, the oldest messages are left out first, then earlier files, then the ends of the newest ones. Your message always stays whole.',
});
