/** `<local-llm-composer>`: the message field, in an element of its own. */
import type { Assistant } from '../assistant.js';
import { Composer } from '../composer.js';
import { addConversationTexts } from '../conversation/conversation-texts.js';
import { composerOf } from '../conversation/conversation-view.js';
import { ChatPart, frame } from './chat-part.js';

/**
 * The message field of a `<local-llm-session>`. One can write in it at any time, and send once the model is ready.
 *
 * @summary The message field of a session.
 * @tag local-llm-composer
 * @csspart composer - The box around the field.
 * @csspart input - The field.
 */
export class LocalLLMComposer extends ChatPart<{ readonly composer: Composer }> {
  readonly #composer = new Composer(this);

  /** Puts the caret into the field. */
  override focus(): void {
    this.#composer.focus();
  }

  protected override createControllers(): { readonly composer: Composer } {
    addConversationTexts();
    return { composer: this.#composer };
  }

  protected override draw(assistant: Assistant): unknown {
    return frame(composerOf(assistant, this.#composer));
  }
}
