/** Real locks, channels and workers: every frame is a realm of its own and stands for a tab. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectText, type GenerationEvent } from '../generate.js';
import type { Engine } from './engine.js';

const module = new URL('./tab-frame.case.ts', import.meta.url).href;
const worker = new URL('./script-worker.case.ts', import.meta.url).href;
const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

const frames: HTMLIFrameElement[] = [];
/** Locks of workers that another file's tests have left to die. */
let others: readonly string[] = [];

/** Opens a tab; `engine` makes a handle there. */
async function openTab() {
  const frame = document.createElement('iframe');
  frames.push(frame);
  // Any document of our origin will do: this one is the module's text.
  frame.src = module;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const { contentWindow } = frame;
  if (contentWindow === null) throw new Error('The frame has no window.');
  // Vitest turns every `import()` of a module into a call of this.
  const runner = '__vitest_browser_runner__';
  Reflect.set(contentWindow, runner, Reflect.get(window, runner));
  // The module runs in the frame's realm, with the frame's own locks, channels and registry.
  const frameFunction: FunctionConstructor = Reflect.get(contentWindow, 'Function');
  const { frameEngine } = await frameFunction(`return import(${JSON.stringify(module)})`)();
  return {
    engine: (key: string): Engine => frameEngine(key, worker),
    close: () => frame.remove(),
  };
}

beforeEach(async () => {
  others = [];
  others = await locks();
});
afterEach(async () => {
  for (const frame of frames.splice(0)) frame.remove();
  await expect.poll(locks, { timeout: 20_000 }).toEqual([]);
});

describe('one engine for several realms of a site', () => {
  it('is one worker, each hears its own answers, and the last use frees it', async () => {
    const tabs = [await openTab(), await openTab(), await openTab()];
    const engines = [...tabs.map((tab) => tab.engine('one')), ...tabs.slice(2).map((tab) => tab.engine('one'))];
    await Promise.all(engines.map((engine) => engine.load()));
    expect(await workers()).toBe(1);
    const texts = await Promise.all(engines.map((engine, index) => collectText(engine.generate(ask(`I am ${index}`)))));
    expect(texts).toEqual([0, 1, 2, 3].map((index) => `You said: I am ${index}`));
    expect(await workers()).toBe(1);
    for (const engine of engines) await engine.unload();
    await expect.poll(workers).toBe(0);
    await expect.poll(locks).toEqual([]);
  });

  it('moves to the next one when its own is closed in mid-answer', async () => {
    const [leading, following] = [await openTab(), await openTab()];
    const [leader, follower] = [leading.engine('two'), following.engine('two')];
    await leader.load();
    await follower.load();
    const events: GenerationEvent['type'][] = [];
    const running = (async () => {
      for await (const event of follower.generate(ask('story'))) {
        events.push(event.type);
        if (event.type === 'text-delta' && events.length < 10) leading.close();
      }
    })();
    const queued = collectText(follower.generate(ask('next')));
    await expect(running).rejects.toMatchObject({ code: 'engine-crashed', details: { reason: 'tab-closed' } });
    expect(events).not.toContain('finish');
    expect(await queued).toBe('You said: next');
    expect(follower.getSnapshot().choice?.onDevice).toBe(true);
    await expect.poll(workers).toBe(1);
    await follower.unload();
    await expect.poll(workers).toBe(0);
  });

  it('leaves the rest to itself when a follower is closed in mid-answer', async () => {
    const [leading, following] = [await openTab(), await openTab()];
    const [leader, follower] = [leading.engine('three'), following.engine('three')];
    await leader.load();
    await follower.load();
    const begun = Promise.withResolvers<void>();
    void (async () => {
      for await (const event of follower.generate(ask('story'))) if (event.type === 'text-delta') begun.resolve();
    })().catch(() => undefined);
    await begun.promise;
    following.close();
    // The story is stopped, or this would wait for its end.
    expect(await collectText(leader.generate(ask('mine')))).toBe('You said: mine');
    await leader.unload();
    await expect.poll(workers).toBe(0);
  });
});

async function locks(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.startsWith('local-llm-chat:') && !others.includes(name) ? [name] : []));
}

/** Engine workers that live, told by the locks that they hold. */
async function workers(): Promise<number> {
  return (await locks()).filter((name) => name.startsWith('local-llm-chat:worker:')).length;
}
