/** Serves the engine of this tab to the other tabs: the leader's side of every link. */
import { toWire } from '../errors.js';
import type { ReadableStore } from '../store.js';
import { EventBatcher } from '../wire.js';
import { SeatLostError } from './engine-seat.js';
import type { EngineState } from './engine-state.js';
import type { LocalSeat } from './local-seat.js';
import type { TabChannel, TabLine } from './tab-line.js';
import { changesBetween, type FollowerMessage, type LeaderMessage, readFollowerMessage } from './tab-messages.js';

/** What the leader serves, and what it wants to hear. */
export interface SeatServerOptions {
  readonly line: TabLine;
  readonly seat: LocalSeat;
  /** What followers are to see. */
  readonly state: ReadableStore<EngineState>;
  /** A follower has ended its use, or itself. */
  readonly onLeft: () => void;
}

/** All followers of this tab. */
export class SeatServer {
  readonly #options: SeatServerOptions;
  readonly #links = new Map<string, FollowerLink>();

  constructor(options: SeatServerOptions) {
    this.#options = options;
    options.line.announce({ type: 'leader-here', leader: options.line.id });
  }

  /** Whether any follower uses the engine. */
  get isUsed(): boolean {
    return [...this.#links.values()].some((link) => link.isUsing);
  }

  /** Answers a `hello`. */
  greet(link: string): void {
    if (this.#links.has(link)) return;
    const forget = () => {
      this.#links.delete(link);
      this.#options.onLeft();
    };
    this.#links.set(link, new FollowerLink(link, this.#options, forget));
  }

  /** Tells all followers that this tab goes, and leaves them. */
  close(): void {
    for (const link of this.#links.values()) link.close({ type: 'leaving' });
    this.#links.clear();
  }
}

/** One follower: its jobs, and whether it uses the engine. */
class FollowerLink {
  readonly #link: string;
  readonly #options: SeatServerOptions;
  readonly #channel: TabChannel;
  readonly #jobs = new Map<number, AbortController>();
  readonly #end = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #onGone: () => void;
  #shown: EngineState;
  #isUsing = false;

  constructor(link: string, options: SeatServerOptions, onGone: () => void) {
    const { line, state } = options;
    this.#link = link;
    this.#options = options;
    this.#onGone = onGone;
    this.#channel = line.openChannel(link);
    this.#channel.onmessage = ({ data }) => {
      const message = readFollowerMessage(data);
      if (message) this.#receive(message);
    };
    this.#shown = state.getSnapshot();
    this.#post({ type: 'welcome', leader: line.id, changes: changesBetween(null, this.#shown) });
    this.#unsubscribe = state.subscribe(() => this.#showState());
    line.watchLife(link, () => this.#gone(), this.#end.signal);
  }

  get isUsing(): boolean {
    return this.#isUsing;
  }

  /** Stops its jobs and says no more to it. */
  close(lastWord?: LeaderMessage): void {
    if (this.#end.signal.aborted) return;
    if (lastWord) this.#post(lastWord);
    this.#end.abort();
    this.#unsubscribe();
    this.#channel.onmessage = null;
    this.#channel.close();
    for (const job of this.#jobs.values()) job.abort();
  }

  #gone(): void {
    if (this.#end.signal.aborted) return;
    this.close();
    this.#onGone();
  }

  #showState(): void {
    const now = this.#options.state.getSnapshot();
    const changes = changesBetween(this.#shown, now);
    this.#shown = now;
    this.#post({ type: 'state', changes });
  }

  #receive(message: FollowerMessage): void {
    const { seat } = this.#options;
    switch (message.type) {
      case 'use':
        this.#isUsing = message.isUsing;
        if (!message.isUsing) this.#options.onLeft();
        break;
      case 'prepare':
        this.#answer(message.job, (signal) => seat.prepare(signal));
        break;
      case 'select':
        this.#answer(message.job, () => seat.select(message.modelId));
        break;
      case 'load':
        this.#answer(message.job, (signal) => seat.load(signal));
        break;
      case 'generate':
        void this.#generate(message);
        break;
      case 'count-tokens':
        this.#answer(message.job, (signal) => seat.countTokens(this.#userOf(message), message.texts, { signal }));
        break;
      case 'cancel':
        this.#jobs.get(message.job)?.abort();
        break;
      case 'set-paused':
        seat.setPaused(message.paused);
        break;
      case 'ping':
        this.#post({ type: 'pong' });
        break;
      case 'bye':
        this.#gone();
        break;
    }
  }

  #answer(job: number, work: (signal: AbortSignal) => Promise<unknown>): void {
    void this.#run(job, work).then(
      (value) => this.#post({ type: 'answer', job, value }),
      (error) => this.#fail(job, error),
    );
  }

  async #generate(message: Extract<FollowerMessage, { type: 'generate' }>): Promise<void> {
    const { job, request } = message;
    const events = new EventBatcher({ postMessage: (batch) => this.#post({ type: 'events', ...batch }) }, job);
    try {
      await this.#run(job, async (signal) => {
        const answer = this.#options.seat.generate(this.#userOf(message), request, { signal });
        for await (const event of answer) events.push(event);
      });
    } catch (error) {
      events.flush();
      this.#fail(job, error);
    }
  }

  /** Users are told apart within their own tab alone. */
  #userOf({ user }: { readonly user: string }): string {
    return `${this.#link} ${user}`;
  }

  async #run<T>(job: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#jobs.delete(job);
    }
  }

  #fail(job: number, error: unknown): void {
    // The follower hears that the seat is lost in other ways, and asks the next leader.
    if (!(error instanceof SeatLostError)) this.#post({ type: 'failure', job, error: toWire(error) });
  }

  #post(message: LeaderMessage): void {
    if (!this.#end.signal.aborted) this.#channel.postMessage(message);
  }
}
