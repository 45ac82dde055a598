/** The list of messages and the field of one element, fetched once there is a conversation, or will be one soon. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { Assistant, AssistantView } from '../assistant.js';
import { LateCode, notFetched } from '../late-code.js';
import { hasComposer } from '../stage.js';

/** An update waits this long for what it should show; then it shows what there is, and the rest when it comes. */
const PATIENCE_MS = 400;

/** Shows the conversation in an element that begins without one. */
export class Conversation {
  readonly #host: LitElement;
  #door: typeof import('./conversation-door.js') | null = null;
  #view: Required<Pick<AssistantView, 'list' | 'composer'>> | null = null;
  #late: LateCode<void> | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Fetches it as soon as the state asks for it. What is to be waited for never rejects; `null`: nothing. */
  follow(assistant: Assistant): Promise<unknown> | null {
    this.#late ??= new LateCode(this.#host, () => this.#fetch(assistant));
    if (this.#view !== null || this.#late.failures > 0 || !isNear(assistant)) return null;
    const fetching = this.#late.fetch().catch(() => undefined);
    // A draft that is kept needs its field.
    if (assistant.settings.history === 'device') return fetching;
    return Promise.race([fetching, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  /** The messages, or the greeting. */
  log(assistant: Assistant): TemplateResult {
    if (this.#door === null || this.#view === null) return html`<div class="stage">${this.#problem(assistant)}</div>`;
    return this.#door.listOf(assistant, this.#view.list);
  }

  /** The field to write in. */
  field(assistant: Assistant): TemplateResult | typeof nothing {
    if (this.#door === null || this.#view === null) return nothing;
    return this.#door.composerOf(assistant, this.#view.composer);
  }

  /** What is said in the place of a list that could not be fetched. */
  missing({ conversations }: Assistant): TemplateResult | typeof nothing | undefined {
    return this.#door?.threadsMissing(conversations);
  }

  async #fetch(assistant: Assistant): Promise<void> {
    const door = await import('./conversation-door.js');
    door.addConversationTexts();
    door.adoptConversationStyles(this.#host.renderRoot ?? this.#host.shadowRoot);
    this.#door = door;
    this.#view = { list: new door.MessageList(this.#host), composer: new door.Composer(this.#host) };
    const prepare = () => door.prepareAnswers(this.#host.renderRoot, this.#view?.list);
    assistant.join({ host: this.#host, ...this.#view, prepare });
  }

  #problem({ language }: Assistant): TemplateResult | typeof nothing {
    return this.#late?.failures ? notFetched(language.texts, this.#late) : nothing;
  }
}

/** There is something to show or to write in, or there will be as soon as a model that is here has started. */
function isNear({ engineState, chatState, settings }: Assistant): boolean {
  return hasComposer(engineState, chatState) || engineState.choice?.onDevice === true || settings.history === 'device';
}
