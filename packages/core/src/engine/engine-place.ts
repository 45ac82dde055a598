/** Where one engine runs: in this tab, in this tab for others too, or in another tab. */
import { createStore, type ReadableStore } from '../store.js';
import type { EngineSeat } from './engine-seat.js';
import { type EngineState, initialEngineState } from './engine-state.js';
import type { Lease } from './leadership.js';
import { type LocalEngine, LocalSeat } from './local-seat.js';
import { RemoteSeat } from './remote-seat.js';
import { SeatServer } from './seat-server.js';
import { TabLine, type TabWorld } from './tab-line.js';
import type { Announcement } from './tab-messages.js';

/** What a place needs to know. */
export interface EnginePlaceOptions {
  /** What makes two engines the same. */
  readonly key: string;
  /** Makes an engine that runs in this tab. */
  readonly create: () => LocalEngine;
  /** The other tabs; `null` to be on one's own. */
  readonly world: TabWorld | null;
  /** Whether this tab keeps the engine alive. */
  readonly isUsed: () => boolean;
  /** Whether anybody in this tab wants to know of it. */
  readonly isWatched: () => boolean;
  readonly deadlines?: Partial<PlaceDeadlines> | undefined;
}

/** Limits of the waits for another tab, in milliseconds. */
export interface PlaceDeadlines {
  /** How often a leader is asked for a sign of life while something is expected of it. */
  readonly heartbeatMs: number;
  /** For a leader to answer before its place is taken. */
  readonly silentMs: number;
  /** For a leader to answer one who only wants to look. */
  readonly helloMs: number;
}

const DEADLINES: PlaceDeadlines = { heartbeatMs: 1000, silentMs: 5000, helloMs: 1000 };

/** `look` is content with an engine of this tab that nobody loads; `load` needs the one engine of the site. */
export type Need = 'look' | 'load';

/**
 * Keeps to one of these: nothing yet; **alone**, an engine here that only looks; **leader**, an engine
 * here, the lock, and a server for other tabs; **follower**, a link to the leader and a place in the
 * queue for the lock. Changes happen one after another, in turns that never wait for another tab. A
 * seat that is given up fails what was asked of it.
 */
export class EnginePlace implements ReadableStore<EngineState> {
  readonly #options: EnginePlaceOptions;
  readonly #deadlines: PlaceDeadlines;
  readonly #store = createStore(initialEngineState, (_, next: EngineState) => next);
  #world: TabWorld | null;
  #line: TabLine | null = null;
  #local: LocalSeat | null = null;
  #lease: Lease | null = null;
  #server: SeatServer | null = null;
  #remote: RemoteSeat | null = null;
  #waiting: AbortController | null = null;
  #asleep: PromiseWithResolvers<void> | null = null;
  #watchesSleep = false;
  #turns: Promise<void> = Promise.resolve();

  constructor(options: EnginePlaceOptions) {
    this.#options = options;
    this.#world = options.world;
    this.#deadlines = { ...DEADLINES, ...options.deadlines };
  }

  getSnapshot(): EngineState {
    return this.#store.getSnapshot();
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  setPaused(paused: boolean): void {
    (this.#remote ?? this.#local)?.setPaused(paused);
  }

  /** This tab has begun or ended to use the engine. */
  useChanged(): void {
    this.#remote?.setUsing(this.#options.isUsed());
  }

  /** Where to ask now. It may be lost at any time. */
  async seat(need: Need): Promise<EngineSeat> {
    for (;;) {
      await this.#asleep?.promise;
      const seat = this.#present(need);
      if (seat !== null) return seat;
      await this.#turn(() => (this.#asleep || this.#present(need) ? undefined : this.#find(need)));
    }
  }

  /** Frees the engine when nobody uses it any more, in this tab or in another. */
  retire(): Promise<void> {
    return this.#turn(async () => {
      const isUsed = () => this.#options.isUsed() || this.#server?.isUsed === true;
      if (isUsed()) return;
      await this.#local?.unload().catch(() => undefined);
      // Who came meanwhile finds the lead where it was, and has their load.
      if (isUsed()) return;
      this.#endLease();
      this.#hangUp();
    });
  }

  /** Hangs up when nobody here wants anything; the other tabs get along. */
  rest(): void {
    if (this.#line !== null) void this.#turn(() => this.#hangUp());
  }

  #hangUp(): void {
    if (this.#line === null || this.#lease !== null || this.#options.isUsed() || this.#options.isWatched()) return;
    const { choice } = this.getSnapshot();
    if (this.#remote !== null) {
      this.#show({ ...initialEngineState, status: choice ? 'awaiting-consent' : 'idle', choice });
    }
    this.#unfollow();
    this.#line.close();
    this.#line = null;
  }

  #present(need: Need): EngineSeat | null {
    if (this.#asleep !== null) return null;
    if (this.#world === null) return this.#local;
    if (this.#line === null) return null;
    if (this.#remote !== null) return this.#remote;
    return need === 'look' || this.#lease !== null ? this.#local : null;
  }

  async #find(need: Need): Promise<void> {
    let lease: Lease | null = null;
    let isLed = false;
    try {
      const line = this.#world && (await this.#openLine(this.#world));
      if (line !== null && need === 'load') lease = await line.leadership.tryLead();
      if (line !== null && lease === null) isLed = need === 'load' || (await line.leadership.isLed());
    } catch {
      // Locks are closed to us, as in a sandboxed frame: this page is on its own.
      this.#world = null;
    }
    if (lease !== null) this.#lead(lease);
    else if (isLed) this.#follow();
    else this.#stayAlone();
  }

  async #openLine(world: TabWorld): Promise<TabLine> {
    if (!this.#watchesSleep) world.watchSleep({ sleep: () => this.#sleep(), wake: () => this.#wake() });
    this.#watchesSleep = true;
    this.#line ??= await TabLine.open(world, this.#options.key, (said) => this.#hear(said));
    return this.#line;
  }

  #hear(said: Announcement): void {
    if (said.type === 'hello') {
      this.#server?.greet(said.link);
    } else {
      void this.#turn(() => {
        // Who has lost the lead hears of it from the lock.
        if (this.#lease === null && this.#remote?.leader !== said.leader) this.#follow();
      });
    }
  }

  /** An engine here that looks, and loads nothing: nobody leads, and nobody in this tab wants to. */
  #stayAlone(): void {
    this.#unfollow();
    if (this.#local !== null) return;
    const { choice } = this.getSnapshot();
    if (choice === null) {
      this.#host();
    } else {
      // What was seen from here has ended with another tab's use; its choice is shown until there is a new one.
      const local = this.#host({ ...initialEngineState, status: 'awaiting-consent', choice });
      void local
        .prepare()
        .catch(() => undefined)
        .finally(() => local.unmask());
    }
  }

  #lead(lease: Lease): void {
    if (this.#asleep !== null || this.#line === null) {
      lease.release();
      return;
    }
    this.#unfollow();
    const local = this.#local ?? this.#succeed();
    this.#lease = lease;
    void lease.lost.then(() => this.#turn(() => this.#depose(lease)));
    const onLeft = () => void this.retire();
    this.#server = new SeatServer({ line: this.#line, seat: local, state: this.#store, onLeft });
  }

  /** An engine here that goes on with what another tab's did, if it did anything. */
  #succeed(): LocalSeat {
    const before = this.getSnapshot();
    if (!['ready', 'busy', 'loading', 'downloading'].includes(before.status)) return this.#host();
    const local = this.#host(inBetween(before));
    void local.resume(before).finally(() => local.unmask());
    return local;
  }

  /** Another tab has taken the lock: this one was silent for too long. */
  #depose(lease: Lease): void {
    if (this.#lease !== lease) return;
    this.#abdicate();
    this.#follow();
  }

  /** Gives up the lead, and the engine with it. */
  #abdicate(): void {
    this.#endLease();
    this.#show(inBetween(this.getSnapshot()));
    this.#unhost();
  }

  #endLease(): void {
    this.#server?.close();
    this.#server = null;
    this.#lease?.release();
    this.#lease = null;
  }

  #follow(): void {
    if (this.#asleep !== null || this.#line === null) return;
    this.#unhost();
    this.#remote?.lose();
    const { isUsed } = this.#options;
    const { heartbeatMs, silentMs, helloMs } = this.#deadlines;
    const isCurrent = () => this.#remote === remote;
    const leader = this.#line.leadership.holder().catch(() => undefined);
    const remote: RemoteSeat = new RemoteSeat({
      line: this.#line,
      heartbeatMs,
      patienceMs: () => (isUsed() ? silentMs : helloMs),
      onState: (state) => {
        if (isCurrent()) this.#show(state);
      },
      onLeaving: () => void this.#turn(() => (isCurrent() ? this.#follow() : undefined)),
      onSilence: () => void this.#turn(() => (isCurrent() ? this.#replace(leader) : undefined)),
    });
    this.#remote = remote;
    if (isUsed()) remote.setUsing(true);
    this.#waitToLead(this.#line);
  }

  /** Stands in line for the lead. */
  #waitToLead(line: TabLine): void {
    if (this.#waiting !== null) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    const take = (lease: Lease | null) => {
      if (lease === null) return;
      if (this.#waiting === waiting && this.#options.isUsed()) {
        this.#lead(lease);
      } else {
        lease.release();
        if (this.#waiting === waiting) this.#stayAlone();
      }
    };
    void line.leadership.waitToLead(waiting.signal).then(
      (lease) => this.#turn(() => take(lease)),
      () => undefined,
    );
  }

  async #replace(leader: Promise<string | undefined>): Promise<void> {
    if (!this.#options.isUsed()) {
      this.#stayAlone();
      return;
    }
    const lease = await this.#line?.leadership.seize(await leader).catch(() => null);
    if (lease) this.#lead(lease);
    else this.#follow();
  }

  #unfollow(): void {
    this.#waiting?.abort();
    this.#waiting = null;
    this.#remote?.lose();
    this.#remote = null;
  }

  #host(mask?: EngineState): LocalSeat {
    const local: LocalSeat = new LocalSeat(this.#options.create(), {
      mask,
      onState: (state) => {
        if (this.#local === local) this.#show(state);
      },
    });
    this.#local = local;
    this.#show(local.shown);
    return local;
  }

  #unhost(): void {
    this.#local?.lose();
    this.#local = null;
  }

  #show(state: EngineState): void {
    this.#store.dispatch(state);
  }

  /** At once: a page that goes to sleep may not get another turn. */
  #sleep(): void {
    if (this.#asleep !== null || this.#line === null) return;
    this.#asleep = Promise.withResolvers();
    this.#unfollow();
    if (this.#lease !== null) this.#abdicate();
    this.#line.close();
    this.#line = null;
  }

  #wake(): void {
    if (this.#asleep === null) return;
    this.#asleep.resolve();
    this.#asleep = null;
    if (this.#options.isUsed()) void this.seat('load');
    else if (this.#options.isWatched()) void this.seat('look');
  }

  /** Runs changes one after another. */
  #turn(change: () => void | Promise<void>): Promise<void> {
    const turn = this.#turns.then(change);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }
}

/** What to show while the engine moves: it is on its way, unless it was no further than a question. */
function inBetween(state: EngineState): EngineState {
  if (state.loaded === null) return state;
  return { ...initialEngineState, status: 'loading', choice: state.choice };
}
