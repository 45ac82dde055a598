/** The texts of `<local-llm-summary>`, in English. They come with it, and with no other element. */
import { messages } from './messages.js';

export const enSummary = messages({
  'summary.button': 'Summarise this article',
  'summary.once': 'Downloads {size} once, then works offline.',
  'summary.once-unknown': 'Downloads a model once, then works offline.',
  'summary.promise': 'The article is read on this device and sent nowhere.',
  'summary.wait': 'One moment…',
  'summary.unreachable': 'This could not be loaded. Check that you are online and press again, or reload the page.',
  // The button was pressed before it said what it costs.
  'summary.agree': 'A model has to be downloaded first. Press again if you agree.',
  'summary.offline': 'There is no connection, and the model has to be downloaded once.',
  'summary.no-article': 'There is no article here that could be summarised.',

  'summary.queued': 'Waiting for another summary on this page',
  'summary.reading': 'Reading the article',
  'summary.part': 'Reading part {part, number} of {parts, number}',
  'summary.parts': 'The article is read in {parts, plural, one {# part} other {# parts}}.',
  'summary.writing': 'Writing the summary',
  'summary.progress': 'Read so far',
  'summary.stop': 'Stop',
  'summary.stopped': 'The summary was stopped.',
  'summary.cut': 'Stopped: this is not the whole summary.',

  'summary.title': 'Summary',
  'summary.done': 'The summary is ready.',
  // Of a summary; 'markdown.copy' and 'message.copied' come with a conversation, and can be another gender.
  'summary.copy': 'Copy',
  'summary.copied': 'Copied',
  'summary.again': 'Summarise again',
  'summary.note': 'Written on this device by a language model, which can be wrong.',
  'summary.changed': 'The article has changed since this summary was made.',
  'summary.failed': 'The summary could not be made.',
});
