/** Makes the English texts of a conversation known. */
import { enConversation } from '../locales/en-conversation.js';
import { addEnglish } from '../locales/english.js';

let areAdded = false;

/** Called by whatever shows a conversation, before it does. */
export function addConversationTexts(): void {
  if (areAdded) return;
  areAdded = true;
  addEnglish(enConversation);
}
