/** A piece of a chat in an element of its own: finds the chat that it belongs to, and is drawn with each change of it. */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Assistant, AssistantView } from '../assistant.js';
import { assistantOf, seekOwner } from '../owners.js';
import { partStyles } from './chat-part.styles.js';

/** The controllers that a piece draws with. */
export type PartControllers = Omit<AssistantView, 'host' | 'draw'>;

/**
 * Shows nothing until it stands inside a `<local-llm-session>` or `<local-llm-chat>`, however deep, or names one by
 * `for`. Either may come first, and both may move.
 */
export abstract class ChatPart<Controllers extends PartControllers = PartControllers> extends LitElement {
  static override styles = partStyles;

  static override properties: PropertyDeclarations = {
    htmlFor: { attribute: 'for' },
    density: { reflect: true },
  };

  /** The `id` of the chat or session that this belongs to, where it does not stand inside. Attribute: `for`. */
  declare htmlFor: string | undefined;
  /** `compact` takes less room. */
  declare density: 'compact' | undefined;

  #assistant: Assistant | null = null;
  #controllers: Controllers | null = null;
  #leave: (() => void) | null = null;
  #unseek: (() => void) | null = null;
  #hasWarned = false;

  /** What this piece draws with, for an assistant that was found. */
  protected abstract createControllers(assistant: Assistant): Controllers;

  /** Draws this piece. */
  protected abstract draw(assistant: Assistant, controllers: Controllers): unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unseek = seekOwner(() => this.#seek());
    this.#seek();
    // Later than all that a page is made of.
    if (document.readyState === 'complete') setTimeout(() => this.#warn(), 0);
    else addEventListener('load', () => setTimeout(() => this.#warn(), 0), { once: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unseek?.();
    // A move is a removal and an insertion in one task: it changes nothing, unless it leads to another chat.
    queueMicrotask(() => {
      if (!this.isConnected) this.#take(null);
    });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('htmlFor') && this.isConnected) this.#seek();
  }

  protected override render(): unknown {
    const [assistant, controllers] = [this.#assistant, this.#controllers];
    if (assistant === null || controllers === null) return nothing;
    const { texts, dir } = assistant.language;
    return html`<section class="chat piece" part="chat" lang=${texts.locale} dir=${dir ?? nothing} @keydown=${assistant.actions.keydown}>
      ${this.draw(assistant, controllers)}
    </section>`;
  }

  #seek(): void {
    this.#take(this.#find());
  }

  #take(assistant: Assistant | null): void {
    if (assistant === this.#assistant) return;
    this.#leave?.();
    this.#leave = null;
    this.#assistant = assistant;
    this.#controllers = assistant && this.createControllers(assistant);
    if (assistant !== null) {
      this.#leave = assistant.join({ ...this.#controllers, host: this, draw: () => this.#drawNow() });
    }
    this.requestUpdate();
  }

  /** In the same task as the owner, which then leads the focus on and tells of what is on the page. */
  #drawNow(): void {
    if (!this.isConnected) return;
    this.requestUpdate();
    this.performUpdate();
  }

  #find(): Assistant | null {
    if (this.htmlFor) return this.#named(this.htmlFor);
    for (let node: Node | null = this; node !== null; node = above(node)) {
      const assistant = node instanceof Element ? assistantOf(node) : undefined;
      if (assistant !== undefined) return assistant;
    }
    return null;
  }

  /** In the same tree, or in one around it. */
  #named(id: string): Assistant | null {
    for (let root = this.getRootNode(); ; root = root.host.getRootNode()) {
      const owner = (root as Document | ShadowRoot).getElementById?.(id);
      if (owner) return assistantOf(owner) ?? null;
      if (!(root instanceof ShadowRoot)) return null;
    }
  }

  #warn(): void {
    if (this.#assistant !== null || this.#hasWarned || !this.isConnected) return;
    this.#hasWarned = true;
    const wanted = this.htmlFor
      ? `there is no chat or session with the id "${this.htmlFor}"`
      : 'it stands in no <local-llm-session>, and has no "for"';
    // biome-ignore lint/suspicious/noConsole: an empty place in the page has no other way to say why.
    console.warn(`<${this.localName}> shows nothing: ${wanted}.`);
  }
}

function above(node: Node): Node | null {
  return (node as Element).assignedSlot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** The frame that the styles of a chat expect around its pieces. */
export function frame(content: unknown, isInert = false): TemplateResult {
  return html`<div class="frame" ?inert=${isInert}>${content}</div>`;
}
