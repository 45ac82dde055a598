/** The texts of the question before a link is followed, in English. They come with the renderer of answers. */
import { messages } from './messages.js';

export const enLeave = messages({
  'leave.title': 'Open this link?',
  'leave.reason':
    'This answer rests on text that others wrote, such as a file or a page. The address may carry away something of what was said here.',
  'leave.open': 'Open in a new tab',
  'leave.copy': 'Copy address',
  'leave.copied': 'Address copied',
});
