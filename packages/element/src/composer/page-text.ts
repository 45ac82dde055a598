/** Takes the text of the page around the chat, as its readers see it, at the moment they ask. Loaded when first needed. */
import { readPage as readPageOf } from '@local-llm-chat/core/files';

/** The text of its main part, where it says which that is; `chat` itself is left out. */
export function readPage(chat: Element): Promise<string> {
  return readPageOf(chat.ownerDocument, { without: chat });
}
