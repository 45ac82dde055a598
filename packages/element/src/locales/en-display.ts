/** What the window of a chat says, in English. It comes with the window. */
import { messages } from './messages.js';

export const enDisplay = messages({
  'display.open': 'Open the assistant',
  'display.open-news': 'Open the assistant: there is a new answer',
  'display.close': 'Close the assistant',
  'display.news': 'The assistant has answered.',
  'display.width': 'Width of the assistant',
});
