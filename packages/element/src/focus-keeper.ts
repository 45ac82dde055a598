/** Leads the focus on when a button goes with its panel, and never takes it from elsewhere. */
import type { EngineState } from '@local-llm-chat/core';
import type { LitElement, ReactiveController } from 'lit';

/** Keeps the focus of one element. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #focusNext: () => void;
  /** The visitor has pressed the button and waits: the field gets the focus when all is ready. */
  #isAwaited = false;
  #moves = false;

  /** @param focusNext puts the focus on what took the place of a button that has gone. */
  constructor(host: LitElement, focusNext: () => void) {
    this.#host = host;
    this.#focusNext = focusNext;
    host.addController(this);
  }

  /** The visitor waits for what they have begun, or called off. */
  await(): void {
    this.#isAwaited = true;
  }

  /** What had the focus goes with the next update. */
  move(): void {
    this.#moves = true;
  }

  engineChanged(now: EngineState, before: EngineState | null): void {
    if (now.status === before?.status) return;
    // The button that was pressed goes with its panel: the focus goes on to what takes its place.
    if (this.#isAwaited) this.#moves = true;
    if (now.status !== 'downloading' && now.status !== 'loading') this.#isAwaited = false;
  }

  hostUpdated(): void {
    if (!this.#moves) return;
    this.#moves = false;
    if (this.#mayMove()) this.#focusNext();
  }

  /** The focus is moved only within the element, or when it was lost with a button that has gone. */
  #mayMove(): boolean {
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const active = root.activeElement;
    return active === this.#host || active === null || active === this.#host.ownerDocument.body;
  }
}
