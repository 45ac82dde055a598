/** Several tabs of one site in one realm, which can be closed, killed, frozen and put to sleep. */
import { createFakeAdapter, type FakeScript } from '../adapters/fake.js';
import type { GenerateRequest, GenerationEvent } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { fakeModel } from '../testing.js';
import type { Engine } from './engine.js';
import type { PlaceDeadlines } from './engine-place.js';
import { EngineRunner } from './engine-runner.js';
import type { EngineStatus } from './engine-state.js';
import type { Locks } from './lifeline.js';
import { connectPage } from './page-connection.js';
import { EngineHubs } from './shared-engine.js';
import type { TabChannel, TabWorld } from './tab-line.js';

interface Request {
  readonly tab: FakeTab;
  readonly grant: () => void;
  /** Tells its holder that it was taken away. */
  readonly seize: () => void;
}

/** Web Locks by the rules of their standard, as far as they are used here. */
class FakeLocks {
  readonly #held = new Map<string, Request>();
  readonly #queues = new Map<string, Request[]>();

  of(tab: FakeTab): Locks {
    const request = (name: string, ...rest: unknown[]) => {
      const callback = rest.at(-1) as LockGrantedCallback<unknown>;
      return this.#request(tab, name, rest.length > 1 ? (rest[0] as LockOptions) : {}, callback);
    };
    const query = async () => ({
      held: [...this.#held].map(([name, { tab: holder }]) => ({ name, clientId: holder.id })),
    });
    return { request, query } as Locks;
  }

  get held(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** All that a tab holds or waits for goes with it. */
  forget(tab: FakeTab): void {
    for (const [name, queue] of this.#queues) {
      this.#queues.set(
        name,
        queue.filter((request) => request.tab !== tab),
      );
    }
    for (const [name, { tab: holder }] of [...this.#held]) if (holder === tab) this.#release(name);
  }

  #request(tab: FakeTab, name: string, options: LockOptions, callback: LockGrantedCallback<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new DOMException('The lock was not granted.', 'AbortError'));
      if (options.signal?.aborted) return refuse();
      const run = (lock: Lock | null) => new Promise<void>((begin) => tab.experience(begin)).then(() => callback(lock));
      const request: Request = {
        tab,
        seize: () => tab.experience(refuse),
        grant: () => {
          this.#held.set(name, request);
          const done = () => this.#held.get(name) === request && this.#release(name);
          run({ name, mode: 'exclusive' }).then(resolve, reject).finally(done);
        },
      };
      if (options.steal) {
        const holder = this.#held.get(name);
        this.#held.delete(name);
        holder?.seize();
        return request.grant();
      }
      const queue = this.#queues.get(name) ?? [];
      if (!this.#held.has(name) && queue.length === 0) return request.grant();
      if (options.ifAvailable) return void run(null).then(resolve, reject);
      this.#queues.set(name, [...queue, request]);
      options.signal?.addEventListener('abort', () => {
        const waiting = this.#queues.get(name) ?? [];
        // What was granted meanwhile is held; a signal ends only the wait.
        if (!waiting.includes(request)) return;
        this.#queues.set(
          name,
          waiting.filter((other) => other !== request),
        );
        refuse();
      });
    });
  }

  #release(name: string): void {
    this.#held.delete(name);
    const [next, ...others] = this.#queues.get(name) ?? [];
    this.#queues.set(name, others);
    next?.grant();
  }
}

/** A site, and what its engines do. */
export class FakeSite {
  readonly locks = new FakeLocks();
  readonly script: FakeScript;
  readonly deadlines: Partial<PlaceDeadlines>;
  readonly tabs: FakeTab[] = [];
  /** How many engines were started, in all tabs. */
  starts = 0;
  /** Whether the models are on the device; a load that has downloaded one changes it. */
  isOnDevice = true;
  /** How many loads have downloaded anything. */
  downloads = 0;

  constructor(script: FakeScript = {}, deadlines: Partial<PlaceDeadlines> = {}) {
    this.script = script;
    this.deadlines = { heartbeatMs: 10, silentMs: 50, helloMs: 20, ...deadlines };
  }

  /** Engines that were started and have not ended. */
  get running(): number {
    return this.tabs.reduce((sum, tab) => sum + tab.running, 0);
  }

  /** Locks that are held. */
  get held(): readonly string[] {
    return this.locks.held;
  }

  /** Channels that are open. */
  get channels(): number {
    return this.tabs.reduce((sum, tab) => sum + tab.channels, 0);
  }

  open(): FakeTab {
    const tab = new FakeTab(this);
    this.tabs.push(tab);
    return tab;
  }

  /** How long a download takes that begins now. */
  download(): number {
    if (this.isOnDevice) return 0;
    this.downloads += 1;
    return 200;
  }

  /** Ends what a test has left open. */
  close(): void {
    for (const tab of this.tabs) tab.kill();
  }
}

/** One tab. */
export class FakeTab {
  readonly id: string;
  readonly site: FakeSite;
  readonly #hubs: EngineHubs;
  readonly #channels = new Set<BroadcastChannel>();
  readonly #sleepers: { sleep(): void; wake(): void }[] = [];
  /** What would have happened while the tab was frozen. */
  #missed: (() => void)[] | null = null;
  #isGone = false;
  #running = 0;

  constructor(site: FakeSite) {
    this.site = site;
    this.id = String(site.tabs.length);
    const world: TabWorld = {
      locks: site.locks.of(this),
      openChannel: (name) => this.#openChannel(name),
      watchSleep: (sleeper) => this.#sleepers.push(sleeper),
    };
    this.#hubs = new EngineHubs(() => world, site.deadlines);
  }

  get running(): number {
    return this.#isGone ? 0 : this.#running;
  }

  get channels(): number {
    return this.#channels.size;
  }

  /** A handle, as each element of a page has one. */
  engine(share: 'site' | 'tab' | 'none' = 'site', key = 'fake'): Engine {
    return this.#hubs.handle({ key, share, create: () => this.#createEngine() });
  }

  /** The process ends: no goodbye, and what it held is free. */
  kill(): void {
    this.#isGone = true;
    for (const channel of this.#channels) channel.close();
    this.#channels.clear();
    this.site.locks.forget(this);
  }

  /** The page is put away, as it is told of it: closed, navigated away from, in the back/forward cache. */
  sleep(): void {
    for (const { sleep } of this.#sleepers) sleep();
  }

  wake(): void {
    for (const { wake } of this.#sleepers) wake();
  }

  /** Neither hears nor says anything any more, and nobody is told. */
  freeze(): void {
    this.#missed = [];
  }

  /** How much it has missed so far. */
  get missed(): number {
    return this.#missed?.length ?? 0;
  }

  thaw(): void {
    const missed = this.#missed ?? [];
    this.#missed = null;
    for (const happen of missed) happen();
  }

  /** Lets something happen in this tab: now, when it thaws, or never. */
  experience(happening: () => void): void {
    if (this.#missed !== null) this.#missed.push(happening);
    else if (!this.#isGone) happening();
  }

  #openChannel(name: string): TabChannel {
    const channel = new BroadcastChannel(name);
    this.#channels.add(channel);
    const tabChannel: TabChannel = {
      onmessage: null,
      postMessage: (message) => {
        this.experience(() => {
          if (this.#channels.has(channel)) channel.postMessage(message);
        });
      },
      close: () => {
        this.#channels.delete(channel);
        channel.close();
      },
    };
    channel.onmessage = (event) => {
      this.experience(() => tabChannel.onmessage?.(event as MessageEvent));
    };
    return tabChannel;
  }

  #createEngine(): EngineRunner {
    const { site } = this;
    return new EngineRunner({
      findCandidates: async () => ({
        candidates: [fakeModel, otherModel].map((model) => ({
          engine: 'fake',
          model,
          reason: { code: 'asked-for', message: 'The test wants it.' },
        })),
        passedOver: [],
      }),
      findOnDevice: async () => (site.isOnDevice ? { lastUsedAt: 1 } : null),
      connect: async () => {
        const connection = connectPage(() => createFakeAdapter({ ...site.script, downloadMs: () => site.download() }));
        site.starts += 1;
        this.#running += 1;
        let hasEnded = false;
        const terminate = () => {
          if (!hasEnded) this.#running -= 1;
          hasEnded = true;
          connection.terminate();
        };
        return { connection: { ...connection, terminate }, assets: {} };
      },
      contextWindow: undefined,
      now: () => performance.now(),
    });
  }
}

/** What can be chosen in place of the first model. */
export const otherModel: ModelRecord = { ...fakeModel, id: 'other-model', name: 'Other' };

/** Resolves when an engine has, or gets, this status. */
export function until(engine: Engine, ...statuses: readonly EngineStatus[]): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!statuses.includes(engine.getSnapshot().status)) return;
      stop();
      resolve();
    };
    const stop = engine.subscribe(check);
    check();
  });
}

/** All statuses of an engine from now on, each change once. */
export function statusesOf(engine: Engine): EngineStatus[] {
  const statuses = [engine.getSnapshot().status];
  engine.subscribe(() => {
    const { status } = engine.getSnapshot();
    if (status !== statuses.at(-1)) statuses.push(status);
  });
  return statuses;
}

export const ask = (content: string): GenerateRequest => ({ messages: [{ role: 'user', content }] });

/** A site whose first tab leads, with a follower in each of the others; all are ready. */
export async function readySite(tabs: number, options: ConstructorParameters<typeof FakeSite>[0] = {}) {
  const site = new FakeSite(options);
  const opened = Array.from({ length: tabs }, () => site.open());
  const engines = opened.map((tab) => tab.engine());
  for (const engine of engines) await engine.load();
  return { site, tabs: opened, engines };
}

/** An answer as it comes, and how it ends. */
export function answer(engine: Engine, content: string, signal?: AbortSignal) {
  const events: GenerationEvent[] = [];
  const began = Promise.withResolvers<void>();
  const end = (async () => {
    for await (const event of engine.generate(ask(content), { signal })) {
      events.push(event);
      if (event.type === 'text-delta') began.resolve();
    }
  })();
  end.catch(() => undefined);
  return { events, types: () => events.map(({ type }) => type), began: began.promise, end };
}
