/** Leads the focus on when a button goes with its panel, and never takes it from elsewhere. */
import type { EngineState, EngineStatus } from '@local-llm-chat/core';
import type { LitElement, ReactiveController } from 'lit';

/** Another status follows soon. */
const PASSING: readonly EngineStatus[] = ['idle', 'checking', 'downloading', 'loading'];

/** What the keeper needs of its chat. */
export interface FocusContext {
  /** The elements that draw it. */
  hosts(): readonly Element[];
  /** Puts the focus on what took the place of a button that has gone. */
  focusNext(): void;
}

/** Keeps the focus of one chat. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #context: FocusContext;
  /** The visitor has pressed the button and waits: the field gets the focus when all is ready. */
  #isAwaited = false;
  #moves = false;

  constructor(host: LitElement, context: FocusContext) {
    this.#host = host;
    this.#context = context;
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
    if (!PASSING.includes(now.status)) this.#isAwaited = false;
  }

  hostUpdated(): void {
    if (!this.#moves) return;
    this.#moves = false;
    if (this.#mayMove()) this.#context.focusNext();
  }

  /** The focus is moved only within what belongs to the chat, or when it was lost with a button that has gone. */
  #mayMove(): boolean {
    const active = this.#host.ownerDocument.activeElement;
    if (active === null || active === this.#host.ownerDocument.body) return true;
    return this.#context.hosts().some((host) => (host.getRootNode() as Document | ShadowRoot).activeElement === host);
  }
}
