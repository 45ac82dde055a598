/** The texts of tasks on a text that is given along, in English. They come with the conversation. */
import { messages } from './messages.js';

export const enTasks = messages({
  'tasks.open': 'Tasks for {name}',
  'tasks.summarize': 'Summarise',
  'tasks.explain': 'Explain',
  'tasks.extract-table': 'Extract table',
  'tasks.translate': 'Translate to…',
  'tasks.translate-to': 'Translate to {language}',
  'tasks.waits': '“{task}” begins as soon as the model is ready.',

  'tasks.part': 'Part {part, number} of {parts, number}',
  'tasks.joining': 'Putting the parts together…',
  'tasks.parts': 'The text is read in {parts, plural, one {# part} other {# parts}}.',
  'tasks.nothing': 'There is nothing in this text to do that with.',
  'tasks.no-table': 'There is nothing in this text that would make a table.',

  'tasks.unknown-task.cause': 'This task is no longer on this page.',
  'tasks.unknown-task.action': 'Choose another one, or ask in words.',
  'tasks.binary.cause': 'This is no text that can be read.',
  'tasks.binary.action': 'Save it as text or PDF, then add that file.',
  'tasks.too-long.cause': 'This text is too long to be read in one go.',
  'tasks.too-long.action': 'Add a part of it, such as one chapter.',
});
