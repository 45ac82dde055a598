/** What the element around an isolated chat says, in English. */
import { messages } from './messages.js';

export const enIsolated = messages({
  'isolated.opening': 'The assistant is opening…',
  'isolated.failed': 'The assistant could not be opened.',
  'isolated.leave': 'Open {host}?',
  'isolated.leave-text': 'A link of the assistant leads there. It opens in a new tab.',
  'isolated.leave-button': 'Open',
});
