/** The model behind an element that is asked now and then: made when it is needed, shared with others on the page, freed when the element goes. */
import type { EngineState, LocalLLM } from '@local-llm-chat/core';
import { createLocalLLM, initialEngineState, LocalLLMError } from '@local-llm-chat/core/page';
import type { LitElement, ReactiveController } from 'lit';
import { type EngineSettings, engineSettings } from './engine-settings.js';
import { StoreController } from './store-controller.js';

/** How the element hears of changes. */
export interface AskedEngineListener {
  engineChanged(now: EngineState, before: EngineState | null): void;
  /** The element is gone from its document, and not for a move. */
  left(): void;
}

/** Unlike that of a chat it loads nothing before it is asked to: most visitors of a page never ask. */
export class AskedEngine implements ReactiveController {
  readonly #host: LitElement & EngineSettings;
  readonly #listener: AskedEngineListener;
  readonly #state: StoreController<EngineState>;
  #llm: LocalLLM | null = null;
  #isOwn = false;
  #unloading: Promise<unknown> = Promise.resolve();
  /** Set from a removal until the end of its task. */
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement & EngineSettings, listener: AskedEngineListener) {
    this.#host = host;
    this.#listener = listener;
    this.#state = new StoreController(host, (now, before) => listener.engineChanged(now, before));
    host.addController(this);
  }

  get state(): EngineState {
    return this.#state.snapshot ?? initialEngineState;
  }

  /** Lets downloads go on that were paused elsewhere on the page. */
  resume(): void {
    this.#llm?.setPaused(false);
  }

  /** Takes the model that the page has set, and finds out what it would cost. */
  settle(isOther: boolean): void {
    if (this.#llm !== null && !isOther) return;
    this.#release();
    const { llm } = this.#host;
    this.#isOwn = llm === undefined;
    this.#llm = llm ?? createLocalLLM(engineSettings(this.#host));
    this.#state.watch(this.#llm);
    void this.prepare();
  }

  /** Looks what the device can do. What goes wrong is in the state. */
  async prepare(): Promise<void> {
    await this.#unloading;
    await this.#llm?.prepare().catch(() => undefined);
  }

  /** The model, ready. */
  async load(signal: AbortSignal): Promise<LocalLLM> {
    await this.#unloading;
    const llm = this.#llm;
    if (llm === null) throw new LocalLLMError('not-loaded', 'There is no model yet.');
    await llm.load({ signal });
    return llm;
  }

  hostConnected(): void {
    clearTimeout(this.#leaving);
    if (this.#leaving === undefined && this.#llm !== null) void this.prepare();
    this.#leaving = undefined;
  }

  hostDisconnected(): void {
    // A move is a removal and an insertion in one task: nothing is to be lost by it.
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#leaving = undefined;
      this.#listener.left();
      this.#release();
    }, 0);
  }

  #release(): void {
    const llm = this.#llm;
    // One after another: a load that starts during an unload would be undone by it.
    if (llm !== null && this.#isOwn) {
      this.#unloading = Promise.all([this.#unloading, llm.unload().catch(() => undefined)]);
    }
  }
}
