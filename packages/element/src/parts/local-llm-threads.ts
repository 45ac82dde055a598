/** `<local-llm-threads>`: the list of conversations, in an element of its own. */
import type { Assistant } from '../assistant.js';
import { addConversationTexts } from '../conversation/conversation-texts.js';
import { threadsMissing } from '../threads/threads-missing.js';
import type { ThreadsView } from '../threads/threads-view.js';
import { ChatPart, type PartControllers } from './chat-part.js';
import { scrollingStyles } from './chat-part.styles.js';

/**
 * The conversations of a `<local-llm-session>`: to search, open, rename, pin, export and delete. Set `history="device"`
 * on the session to keep them there. Set its `threads` to `none` where it is a `<local-llm-chat>`, which has a list of
 * its own.
 *
 * @summary The conversations of a session.
 * @tag local-llm-threads
 * @csspart threads - The list.
 * @csspart threads-search - Its search field.
 */
export class LocalLLMThreads extends ChatPart {
  static override styles = scrollingStyles;

  /** The list, and whose it is. */
  #view: ThreadsView | null = null;
  #assistant: Assistant | null = null;

  protected override createControllers(): PartControllers {
    addConversationTexts();
    return {};
  }

  protected override draw(assistant: Assistant): unknown {
    const { conversations, session } = assistant;
    if (this.#assistant !== assistant && session !== null) this.#take(assistant);
    return this.#assistant === assistant && this.#view !== null
      ? this.#view.render(false)
      : threadsMissing(conversations);
  }

  /** The list of another chat, as soon as there is what draws it: then the chat is drawn anew. */
  #take(assistant: Assistant): void {
    const { conversations } = assistant;
    conversations.late.want();
    if (conversations.part === null) return;
    if (this.#view !== null) this.removeController(this.#view);
    this.#view = new conversations.part.ThreadsView(this, conversations, true);
    this.#assistant = assistant;
  }
}
