import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { collectText } from '../generate.js';
import type { Engine } from './engine.js';
import { answer, ask, FakeSite, otherModel, readySite, statusesOf, until } from './tabs.case.js';

let site: FakeSite;

afterEach(() => site.close());

async function ready(...settings: Parameters<typeof readySite>) {
  const made = await readySite(...settings);
  site = made.site;
  return made;
}

describe('one engine', () => {
  it('serves three tabs and two elements of one of them, each with its own answers', async () => {
    site = new FakeSite();
    const [first, second, third] = [site.open(), site.open(), site.open()];
    const engines = [first.engine(), second.engine(), third.engine(), third.engine()];
    await Promise.all(engines.map((engine) => engine.load()));
    expect(site.starts).toBe(1);
    const texts = await Promise.all(engines.map((engine, index) => collectText(engine.generate(ask(`I am ${index}`)))));
    expect(texts).toEqual([0, 1, 2, 3].map((index) => `You said: I am ${index}`));
    for (const engine of engines) {
      await until(engine, 'ready');
      expect(engine.getSnapshot().choice?.onDevice).toBe(true);
    }
    expect(site.starts).toBe(1);
  });

  it.each([
    ['site', 1],
    ['tab', 2],
    ['none', 3],
  ] as const)('is shared as `%s` says', async (share, starts) => {
    site = new FakeSite();
    const [first, second] = [site.open(), site.open()];
    for (const engine of [first.engine(share), first.engine(share), second.engine(share)]) {
      await engine.load();
      expect(await collectText(engine.generate(ask('hi')))).toBe('You said: hi');
    }
    expect(site.starts).toBe(starts);
  });

  it('is another one for another key', async () => {
    site = new FakeSite();
    const tab = site.open();
    await Promise.all([tab.engine('site', 'a').load(), tab.engine('site', 'b').load()]);
    expect(site.starts).toBe(2);
  });

  it('is its own in a page to which locks are closed', async () => {
    site = new FakeSite();
    vi.spyOn(site.locks, 'of').mockReturnValue({
      request: () => Promise.reject(new DOMException('Denied.', 'SecurityError')),
      query: () => Promise.reject(new DOMException('Denied.', 'SecurityError')),
    } as never);
    const tab = site.open();
    const engine = tab.engine();
    await engine.prepare();
    await Promise.all([engine.load(), tab.engine().load()]);
    expect(await collectText(engine.generate(ask('hi')))).toBe('You said: hi');
    expect(site.starts).toBe(1);
  });

  it('hears nothing in what is no message of ours', async () => {
    const { engines } = await ready(2);
    const [name = ''] = site.held.filter((lock) => !lock.includes(':life:'));
    const [life = ''] = site.held.filter((lock) => lock.includes(':life:'));
    const channels = [name, life.replace(':life:', ':')].map((each) => new BroadcastChannel(each));
    for (const channel of channels) {
      for (const message of [
        null,
        7,
        'bye',
        {},
        { type: 'toString' },
        { type: 'answer' },
        { type: 'state', changes: null },
      ]) {
        channel.postMessage(message);
      }
    }
    for (const engine of engines) expect(await collectText(engine.generate(ask('hi')))).toBe('You said: hi');
    for (const channel of channels) channel.close();
  });
});

describe('the state', () => {
  it('is the same in a tab that only looks', async () => {
    site = new FakeSite();
    const [leader, looker, late] = [site.open().engine(), site.open().engine(), site.open().engine()];
    const statuses = statusesOf(looker);
    await looker.prepare();
    expect(looker.getSnapshot().status).toBe('awaiting-consent');
    await leader.load();
    await until(looker, 'ready');
    expect(statuses.slice(0, 3)).toEqual(['idle', 'checking', 'awaiting-consent']);
    expect(statuses).not.toContain('failed');
    statusesOf(late);
    expect(await late.prepare()).toMatchObject({ onDevice: true });
    expect(late.getSnapshot().status).toBe('ready');
    // Whoever finds it ready may ask.
    expect(await collectText(looker.generate(ask('hi')))).toBe('You said: hi');
    expect(site.starts).toBe(1);
    // And keeps it from then on.
    await leader.unload();
    expect(await collectText(looker.generate(ask('hi')))).toBe('You said: hi');
    expect(site.starts).toBe(1);
  });

  it('shows a download everywhere, and any tab can hold it back', async () => {
    site = new FakeSite();
    site.isOnDevice = false;
    const [leader, follower] = [site.open().engine(), site.open().engine()];
    const leaderLoad = leader.load();
    await until(leader, 'downloading');
    const progress: string[] = [];
    const load = follower.load({
      onProgress: (report) =>
        progress.push(report.type === 'download-progress' ? (report.hold ?? 'flows') : report.type),
    });
    await until(follower, 'downloading');
    follower.setPaused(true);
    for (const engine of [leader, follower]) {
      await vi.waitUntil(() => engine.getSnapshot().download?.hold === 'paused');
    }
    follower.setPaused(false);
    await Promise.all([leaderLoad, load]);
    expect(progress).toEqual(expect.arrayContaining(['flows', 'paused', 'load-progress']));
    expect(follower.getSnapshot().choice?.onDevice).toBe(true);
    expect(site.downloads).toBe(1);
  });

  it('carries a failure to all tabs, with its code and hint, and the next try of any tab', async () => {
    let failure: LocalLLMError | null = new LocalLLMError('network', 'Offline.', {
      hint: 'Wait.',
    });
    site = new FakeSite({ failLoad: () => failure });
    const [leader, follower] = [site.open().engine(), site.open().engine()];
    const outcomes = await Promise.allSettled([leader.load(), follower.load()]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'network', hint: 'Wait.' } });
    for (const engine of [leader, follower]) {
      await until(engine, 'failed');
      expect(engine.getSnapshot().error).toMatchObject({ code: 'network', message: 'Offline.', hint: 'Wait.' });
    }
    failure = null;
    await follower.load();
    await until(leader, 'ready');
  });

  it('follows a choice that any tab makes', async () => {
    const { engines } = await ready(2);
    const [leader, follower] = engines as [Engine, Engine];
    await expect(follower.select('nowhere')).rejects.toMatchObject({ code: 'invalid-model' });
    expect(await follower.select(otherModel.id)).toMatchObject({ model: { id: otherModel.id } });
    await until(leader, 'awaiting-consent');
    await follower.load();
    await until(leader, 'ready');
    expect(leader.getSnapshot().choice?.model.id).toBe(otherModel.id);
  });
});

describe('the queue', () => {
  it('lets tabs take turns', async () => {
    const { engines } = await ready(2, { reply: 'a b c', tokensPerSecond: 200 });
    const [leader, follower] = engines as [Engine, Engine];
    const order: string[] = [];
    const run = async (engine: Engine, name: string) => {
      for await (const event of engine.generate(ask(name))) if (event.type === 'generation-start') order.push(name);
    };
    const greedy = ['a1', 'a2', 'a3'].map((name) => run(leader, name));
    await until(leader, 'busy');
    await Promise.all([...greedy, run(follower, 'b1')]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('lets users of followers take turns as well', async () => {
    const { tabs, engines } = await ready(2, { reply: 'a b c', tokensPerSecond: 200 });
    const [leader, follower] = engines as [Engine, Engine];
    const neighbour = tabs[1]?.engine() as Engine;
    await neighbour.load();
    const order: string[] = [];
    const run = async (engine: Engine, name: string) => {
      for await (const event of engine.generate(ask(name))) if (event.type === 'generation-start') order.push(name);
    };
    const first = answer(leader, 'first');
    await first.began;
    await Promise.all([run(follower, 'a1'), run(follower, 'a2'), run(neighbour, 'b1')]);
    expect(order).toEqual(['a1', 'b1', 'a2']);
  });

  it('is left at once by a request that is stopped, and an answer that is stopped ends', async () => {
    const { engines } = await ready(2, { reply: 'word '.repeat(10_000), tokensPerSecond: 500 });
    const [leader, follower] = engines as [Engine, Engine];
    const first = answer(leader, 'long');
    await first.began;
    const [stopQueued, stopRunning] = [new AbortController(), new AbortController()];
    const queued = answer(follower, 'queued', stopQueued.signal);
    const next = answer(follower, 'next', stopRunning.signal);
    stopQueued.abort();
    await queued.end;
    expect(queued.types()).toEqual(['finish']);
    // What waits does not hold up what runs.
    expect(first.types()).not.toContain('finish');
    leader.unload();
    await first.end;
    expect(first.events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
    await next.began;
    stopRunning.abort();
    await next.end;
    expect(next.events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
    expect(next.types()).toContain('usage');
  });

  it('goes on when the reader of an answer walks away', async () => {
    // Its thousand tokens would take longer than this test may.
    const { engines } = await ready(2, { reply: 'word '.repeat(10_000), tokensPerSecond: 50 });
    const [leader, follower] = engines as [Engine, Engine];
    for await (const event of follower.generate(ask('one'))) if (event.type === 'text-delta') break;
    const next = answer(leader, 'two');
    await next.began;
    leader.unload();
    await next.end;
  });
});

describe('a use', () => {
  it('ends with `unload`, and the last one of all tabs frees the engine, the lock and the channels', async () => {
    site = new FakeSite();
    const [tab, other] = [site.open(), site.open()];
    const [one, two, three] = [tab.engine(), tab.engine(), other.engine()];
    for (const engine of [one, two, three]) await engine.load();
    await one.unload();
    expect(await collectText(two.generate(ask('hi')))).toBe('You said: hi');
    await two.unload();
    // The leader has no use for it any more, but serves.
    expect(await collectText(three.generate(ask('hi')))).toBe('You said: hi');
    expect(site).toMatchObject({ starts: 1, running: 1 });
    await three.unload();
    await vi.waitUntil(() => site.running === 0 && site.held.length === 0 && site.channels === 0);
    expect(one.getSnapshot()).toMatchObject({ status: 'awaiting-consent', loaded: null, choice: { onDevice: true } });
    expect(three.getSnapshot()).toMatchObject({ status: 'awaiting-consent', loaded: null });
    await expect(collectText(three.generate(ask('hi')))).rejects.toMatchObject({ code: 'not-loaded' });
    await three.load();
    expect(await collectText(three.generate(ask('hi')))).toBe('You said: hi');
    expect(site.starts).toBe(2);
  });

  it('that has ended frees the engine, also while its tab looks on', async () => {
    const { engines } = await ready(2);
    const [leader, follower] = engines as [Engine, Engine];
    const statuses = statusesOf(follower);
    await leader.unload();
    await follower.unload();
    await vi.waitUntil(() => site.running === 0);
    await until(follower, 'awaiting-consent');
    expect(statuses).toEqual(['ready', 'awaiting-consent']);
    // The next leader finds it looking on.
    await leader.load();
    await until(follower, 'ready');
  });

  it('that is called off leaves the load to the others, and ends it when all have gone', async () => {
    site = new FakeSite();
    site.isOnDevice = false;
    const [leader, follower] = [site.open().engine(), site.open().engine()];
    const [stopLeader, stopFollower] = [new AbortController(), new AbortController()];
    const leaderLoad = leader.load({ signal: stopLeader.signal });
    leaderLoad.catch(() => undefined);
    await until(leader, 'downloading');
    const followerLoad = follower.load({ signal: stopFollower.signal });
    followerLoad.catch(() => undefined);
    await until(follower, 'downloading');
    stopLeader.abort();
    await expect(leaderLoad).rejects.toMatchObject({ code: 'aborted' });
    await until(leader, 'downloading');
    stopFollower.abort();
    await expect(followerLoad).rejects.toMatchObject({ code: 'aborted' });
    await vi.waitUntil(() => site.running === 0 && site.held.length === 0);
    expect(leader.getSnapshot().status).toBe('awaiting-consent');
  });

  it('ends with its tab, however that goes', async () => {
    const { tabs, engines } = await ready(3, { reply: 'word '.repeat(10_000), tokensPerSecond: 500 });
    const [leader, killed, slept] = engines as [Engine, Engine, Engine];
    const lost = answer(killed, 'one');
    await lost.began;
    const next = answer(slept, 'two');
    tabs[1]?.kill();
    // Its answer is stopped, so the next one begins.
    await next.began;
    tabs[2]?.sleep();
    await until(leader, 'ready');
    expect(site.running).toBe(1);
    await leader.unload();
    await vi.waitUntil(() => site.running === 0);
  });
});
