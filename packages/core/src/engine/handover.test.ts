import { afterEach, describe, expect, it, vi } from 'vitest';
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

describe('the end of the leader', () => {
  it.each([
    ['crashes', (tab) => tab.kill()],
    ['closes or goes into the back/forward cache', (tab) => tab.sleep()],
  ] as [string, (tab: ReturnType<FakeSite['open']>) => void][])(
    'when it %s: the next tab loads from the device, what ran fails, what waited is answered',
    async (_, end) => {
      const { tabs, engines } = await ready(3, { reply: 'word '.repeat(50), tokensPerSecond: 500 });
      const [leader, next, other] = engines as [Engine, Engine, Engine];
      await next.select(otherModel.id);
      await next.load();
      await until(other, 'ready');
      expect(site.starts).toBe(2);
      const running = answer(next, 'running');
      await running.began;
      const queued = [answer(next, 'queued'), answer(other, 'queued too')];
      const statuses = [statusesOf(next), statusesOf(other)];
      const [leading] = tabs;
      if (leading) end(leading);
      await expect(running.end).rejects.toMatchObject({ code: 'engine-crashed', details: { reason: 'tab-closed' } });
      expect(running.types()).not.toContain('finish');
      await Promise.all(queued.map((one) => one.end));
      for (const one of queued) expect(one.events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
      expect(site).toMatchObject({ starts: 3, running: 1, downloads: 0 });
      for (const seen of statuses) {
        expect(seen).toContain('loading');
        // Nobody is asked again for what they have agreed to.
        expect(seen).not.toContain('awaiting-consent');
        expect(seen).not.toContain('failed');
      }
      // It was somebody's pick, and stays.
      expect(next.getSnapshot().choice?.model.id).toBe(otherModel.id);
      expect(leader.getSnapshot().status).not.toBe('failed');
    },
  );

  it('in a download: the next tab goes on with it, for whom it has promised', async () => {
    site = new FakeSite();
    site.isOnDevice = false;
    const tab = site.open();
    const [leader, follower] = [tab.engine(), site.open().engine()];
    leader.load().catch(() => undefined);
    await until(leader, 'downloading');
    const load = follower.load();
    await until(follower, 'downloading');
    tab.kill();
    await load;
    expect(follower.getSnapshot().status).toBe('ready');
    expect(site.downloads).toBe(2);
  });

  it('leaves a tab that only looks with a question, not with an engine', async () => {
    site = new FakeSite();
    const tab = site.open();
    const [leader, looker] = [tab.engine(), site.open().engine()];
    const statuses = statusesOf(looker);
    await leader.load();
    await looker.prepare();
    await until(looker, 'ready');
    tab.kill();
    await until(looker, 'awaiting-consent');
    expect(statuses.filter((status) => status === 'loading' || status === 'failed')).toEqual([]);
    expect(site).toMatchObject({ starts: 1, running: 0 });
    await looker.load();
    expect(site.running).toBe(1);
  });

  it('ends its own answers, and it follows when it is back', async () => {
    const { tabs, engines } = await ready(2, { reply: 'word '.repeat(10_000), tokensPerSecond: 500 });
    const [leader, next] = engines as [Engine, Engine];
    const running = answer(leader, 'running');
    await running.began;
    const queued = answer(leader, 'queued');
    tabs[0]?.sleep();
    await expect(running.end).rejects.toMatchObject({ code: 'engine-crashed' });
    await until(next, 'ready');
    tabs[0]?.wake();
    await queued.began;
    expect(site).toMatchObject({ starts: 2, running: 1 });
    await next.unload();
    expect(site.running).toBe(1);
    await leader.unload();
    await queued.end;
    await vi.waitUntil(() => site.running === 0);
  });

  it('when it is the only one that is put away: it loads again when it is back', async () => {
    const { tabs, engines } = await ready(1);
    const [engine] = engines as [Engine];
    const statuses = statusesOf(engine);
    tabs[0]?.sleep();
    // At once: a page that is put away gets no other turn.
    expect(site.running).toBe(0);
    await vi.waitUntil(() => site.held.length === 0);
    tabs[0]?.wake();
    expect(await collectText(engine.generate(ask('hi')))).toBe('You said: hi');
    expect(statuses).not.toContain('awaiting-consent');
    expect(site).toMatchObject({ starts: 2, running: 1 });
  });
});

describe('a leader that falls silent', () => {
  it('is replaced by a tab that waits for it, ends its engine when it wakes, and follows', async () => {
    const { tabs, engines } = await ready(3, { reply: 'word '.repeat(20), tokensPerSecond: 500 });
    const [leader, next, other] = engines as [Engine, Engine, Engine];
    tabs[0]?.freeze();
    const answers = [answer(next, 'one'), answer(other, 'two')];
    await Promise.all(answers.map((one) => one.end));
    for (const one of answers) expect(one.events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(site.starts).toBe(2);
    tabs[0]?.thaw();
    await vi.waitUntil(() => site.running === 1);
    expect(await collectText(leader.generate(ask('three')))).toBe('word '.repeat(20));
    expect(site.starts).toBe(2);
  });

  it('is left alone while nobody needs it', async () => {
    const { tabs, engines } = await ready(2);
    const [, follower] = engines as [Engine, Engine];
    tabs[0]?.freeze();
    // As long as twice its patience.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(site.starts).toBe(1);
    tabs[0]?.thaw();
    expect(await collectText(follower.generate(ask('hi')))).toBe('You said: hi');
    expect(site.starts).toBe(1);
  });

  it('does not keep a new tab from looking', async () => {
    const { tabs } = await ready(1);
    tabs[0]?.freeze();
    const looker = site.open().engine();
    expect(await looker.prepare()).toMatchObject({ onDevice: true });
    expect(looker.getSnapshot().status).toBe('awaiting-consent');
    expect(site.starts).toBe(1);
    // But who wants to load takes over.
    await looker.load();
    expect(site.starts).toBe(2);
  });

  it('does not keep anybody from stopping what has not begun', async () => {
    // So patient that nobody takes its place within this test.
    site = new FakeSite({}, { silentMs: 60_000 });
    const [frozen, other] = [site.open(), site.open()];
    await frozen.engine().load();
    const follower = other.engine();
    await follower.load();
    frozen.freeze();
    const stop = new AbortController();
    const request = answer(follower, 'one', stop.signal);
    const loading = follower.load({ signal: stop.signal });
    // Both requests and the question whether it lives have reached the frozen tab, and nobody there.
    await vi.waitUntil(() => frozen.missed >= 3);
    stop.abort();
    await request.end;
    expect(request.events).toEqual([{ type: 'finish', reason: 'abort' }]);
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
  });

  it('does not keep anybody from stopping', async () => {
    const { tabs, engines } = await ready(2, { reply: 'word '.repeat(10_000), tokensPerSecond: 500 });
    const [, follower] = engines as [Engine, Engine];
    const stop = new AbortController();
    const running = answer(follower, 'one', stop.signal);
    await running.began;
    tabs[0]?.freeze();
    stop.abort();
    await running.end;
    expect(running.events.at(-1)).toEqual({ type: 'finish', reason: 'abort' });
  });
});
