/** `<local-llm-messages>`: the conversation, in an element of its own. */
import { html } from 'lit';
import type { Assistant } from '../assistant.js';
import { addConversationTexts } from '../conversation/conversation-texts.js';
import { listOf } from '../conversation/conversation-view.js';
import { prepareAnswers } from '../conversation/prepare-answers.js';
import { MessageList } from '../message-list.js';
import { ChatPart, frame, type PartControllers } from './chat-part.js';
import { scrollingStyles } from './chat-part.styles.js';

/**
 * The conversation of a `<local-llm-session>`. It scrolls inside; its height is yours to give, and 36rem or 80% of a
 * smaller screen where you do not.
 *
 * @summary The messages of a session.
 * @tag local-llm-messages
 * @slot empty - Replaces the greeting of an empty conversation.
 * @csspart log - The scrolling conversation.
 */
export class LocalLLMMessages extends ChatPart<{ readonly list: MessageList }> {
  static override styles = scrollingStyles;

  readonly #list = new MessageList(this);

  protected override createControllers(): { readonly list: MessageList } & PartControllers {
    addConversationTexts();
    return { list: this.#list, prepare: () => prepareAnswers(this.renderRoot, this.#list) };
  }

  protected override draw(assistant: Assistant): unknown {
    return frame(html`${listOf(assistant, this.#list)}`);
  }
}
