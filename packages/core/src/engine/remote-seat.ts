/** The engine of another tab: asks its leader, mirrors its state, and notices when it has gone or fallen silent. */
import { abortedError, fromWire, type LocalLLMError } from '../errors.js';
import type { GenerateOptions, GenerateRequest, GenerationEvent } from '../generate.js';
import type { JobEvent } from '../wire.js';
import type { LoadedModel } from './adapter.js';
import { type EngineSeat, SeatLostError } from './engine-seat.js';
import { type EngineChoice, type EngineState, initialEngineState } from './engine-state.js';
import { isGenerationEvent } from './generation-event.js';
import { Inbox } from './inbox.js';
import { randomId, type TabChannel, type TabLine } from './tab-line.js';
import { type FollowerMessage, type LeaderMessage, readLeaderMessage, withChanges } from './tab-messages.js';
import { Watchdog } from './watchdog.js';

/** What a follower tells its own tab. */
export interface RemoteSeatOptions {
  readonly line: TabLine;
  readonly heartbeatMs: number;
  /** For the leader to show a sign of life while something is waited for, in milliseconds. */
  readonly patienceMs: () => number;
  readonly onState: (state: EngineState) => void;
  /** The leader has said that it goes. */
  readonly onLeaving: () => void;
  readonly onSilence: () => void;
}

interface RemoteJob {
  answer(value: unknown): void;
  receive(events: readonly JobEvent[]): void;
  fail(error: LocalLLMError): void;
}

/** A link to one leader. It is used until it is lost, and never again. */
export class RemoteSeat implements EngineSeat {
  readonly #options: RemoteSeatOptions;
  readonly #link = randomId();
  readonly #channel: TabChannel;
  readonly #jobs = new Map<number, RemoteJob>();
  readonly #watchdog: Watchdog;
  readonly #life = new AbortController();
  /** What to say once there is somebody who listens. */
  readonly #outbox: FollowerMessage[] = [];
  #leader: string | null = null;
  #state = initialEngineState;
  #lastJob = 0;

  constructor(options: RemoteSeatOptions) {
    this.#options = options;
    this.#channel = options.line.openChannel(this.#link);
    this.#channel.onmessage = ({ data }) => {
      const message = readLeaderMessage(data);
      if (message) this.#receive(message);
    };
    this.#watchdog = new Watchdog({
      intervalMs: options.heartbeatMs,
      limitMs: options.patienceMs,
      ask: () => (this.#leader === null ? this.#greet() : this.#channel.postMessage({ type: 'ping' })),
      onSilence: options.onSilence,
    });
    // The leader learns of this link only when it can tell from the lock that this tab lives.
    void options.line.announceLife(this.#link, this.#life.signal).then(() => this.#greet());
  }

  /** The leader's id, once it has answered. */
  get leader(): string | null {
    return this.#leader;
  }

  setUsing(isUsing: boolean): void {
    this.#post({ type: 'use', isUsing });
  }

  setPaused(paused: boolean): void {
    this.#post({ type: 'set-paused', paused });
  }

  prepare(signal?: AbortSignal): Promise<EngineChoice> {
    return this.#ask((job) => ({ type: 'prepare', job }), 'The check', signal) as Promise<EngineChoice>;
  }

  select(modelId: string): Promise<EngineChoice> {
    return this.#ask((job) => ({ type: 'select', job, modelId }), 'The choice') as Promise<EngineChoice>;
  }

  load(signal?: AbortSignal): Promise<LoadedModel> {
    return this.#ask((job) => ({ type: 'load', job }), 'Loading', signal) as Promise<LoadedModel>;
  }

  countTokens(user: string, texts: readonly string[], { signal }: GenerateOptions): Promise<readonly number[]> {
    const message = (job: number): FollowerMessage => ({ type: 'count-tokens', job, user, texts });
    return this.#ask(message, 'Counting', signal) as Promise<readonly number[]>;
  }

  async *generate(
    user: string,
    request: GenerateRequest,
    { signal }: GenerateOptions,
  ): AsyncGenerator<GenerationEvent> {
    if (this.#life.signal.aborted) throw new SeatLostError();
    const inbox = new Inbox<JobEvent>();
    let hasStarted = false;
    let hasEnded = false;
    const job = this.#begin({
      answer: () => undefined,
      receive: (events) => {
        for (const event of events) inbox.push(event);
      },
      fail: (error) => inbox.fail(error),
    });
    const cancel = () => {
      this.#post({ type: 'cancel', job });
      // What waits in a queue is over at once; what runs ends when the engine has ended it.
      if (!hasStarted) inbox.push({ type: 'finish', reason: 'abort' });
    };
    this.#post({ type: 'generate', job, user, request });
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      while (!hasEnded) {
        for (const event of await inbox.take()) {
          if (hasEnded || !isGenerationEvent(event)) continue;
          hasStarted = true;
          hasEnded = event.type === 'finish';
          yield event;
        }
      }
    } catch (error) {
      hasEnded = true;
      // Someone who stopped an answer wants it stopped, not to hear what became of another tab.
      if (!signal?.aborted) throw error;
      yield { type: 'finish', reason: 'abort' };
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (!hasEnded) this.#post({ type: 'cancel', job });
      this.#finish(job);
    }
  }

  /** Ends the link: all that was asked fails now. */
  lose(): void {
    if (this.#life.signal.aborted) return;
    this.#post({ type: 'bye' });
    this.#watchdog.stop();
    this.#life.abort();
    this.#channel.onmessage = null;
    this.#channel.close();
    for (const job of [...this.#jobs.values()]) job.fail(new SeatLostError());
    this.#jobs.clear();
  }

  #ask(message: (job: number) => FollowerMessage, what: string, signal?: AbortSignal): Promise<unknown> {
    if (this.#life.signal.aborted) return Promise.reject(new SeatLostError());
    if (signal?.aborted) return Promise.reject(abortedError(what));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const job = this.#begin({ answer: resolve, receive: () => undefined, fail: reject });
    const cancel = () => {
      this.#post({ type: 'cancel', job });
      reject(abortedError(what));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.#post(message(job));
    return promise.finally(() => {
      signal?.removeEventListener('abort', cancel);
      this.#finish(job);
    });
  }

  #begin(job: RemoteJob): number {
    this.#lastJob += 1;
    this.#jobs.set(this.#lastJob, job);
    this.#watchdog.start();
    return this.#lastJob;
  }

  #finish(job: number): void {
    this.#jobs.delete(job);
    if (this.#jobs.size === 0) this.#watchdog.stop();
  }

  #greet(): void {
    if (!this.#life.signal.aborted) this.#options.line.announce({ type: 'hello', link: this.#link });
  }

  #post(message: FollowerMessage): void {
    if (this.#life.signal.aborted) return;
    if (this.#leader === null) this.#outbox.push(message);
    else this.#channel.postMessage(message);
  }

  #receive(message: LeaderMessage): void {
    this.#watchdog.hear();
    switch (message.type) {
      case 'welcome':
        this.#settle(message);
        break;
      case 'state':
        this.#show(withChanges(this.#state, message.changes));
        break;
      case 'answer':
        this.#jobs.get(message.job)?.answer(message.value);
        break;
      case 'failure':
        this.#jobs.get(message.job)?.fail(fromWire(message.error));
        break;
      case 'events':
        this.#jobs.get(message.job)?.receive(message.events);
        break;
      case 'leaving':
        this.#options.onLeaving();
        break;
      case 'pong':
        break;
    }
  }

  #settle({ leader, changes }: Extract<LeaderMessage, { type: 'welcome' }>): void {
    if (this.#leader !== null) return;
    this.#leader = leader;
    for (const waiting of this.#outbox.splice(0)) this.#channel.postMessage(waiting);
    this.#show(withChanges(initialEngineState, changes));
  }

  #show(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
