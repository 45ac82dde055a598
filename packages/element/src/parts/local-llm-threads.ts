/** `<local-llm-threads>`: the list of conversations, in an element of its own. */
import { nothing } from 'lit';
import type { Assistant } from '../assistant.js';
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
  #isFetching = false;

  protected override createControllers(): PartControllers {
    return {};
  }

  protected override draw(assistant: Assistant): unknown {
    if (this.#assistant !== assistant && assistant.session !== null) void this.#fetch(assistant);
    return this.#assistant === assistant && this.#view !== null ? this.#view.render(false) : nothing;
  }

  async #fetch(assistant: Assistant): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      const { conversations } = assistant;
      await conversations.fetch();
      if (conversations.part === null) return;
      if (this.#view !== null) this.removeController(this.#view);
      this.#view = new conversations.part.ThreadsView(this, conversations, true);
      this.#assistant = assistant;
      this.requestUpdate();
    } catch {
      // What cannot be fetched is asked for again with the next change of the chat.
    } finally {
      this.#isFetching = false;
    }
  }
}
