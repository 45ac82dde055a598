import { describe, expect, it } from 'vitest';
import { createFakeAdapter, type FakeScript } from '../adapters/fake.js';
import { LocalLLMError } from '../errors.js';
import { collectText } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { fakeModel } from '../testing.js';
import type { HostConnection } from './client.js';
import { EngineRunner } from './engine-runner.js';
import type { EngineState, EngineStatus } from './engine-state.js';
import { connectPage } from './page-connection.js';
import type { RunnerDependencies } from './runner-dependencies.js';

const ask = { messages: [{ role: 'user' as const, content: 'hello' }] };
const model = (id: string, bytes: number): ModelRecord => ({ ...fakeModel, id, name: id, bytes });

/** A runner over fakes, one script for each model in the order they are tried. */
function runnerOver(
  scripts: readonly { model: ModelRecord; script: FakeScript; onDevice?: boolean }[],
  more: Partial<RunnerDependencies> = {},
) {
  const connections: HostConnection[] = [];
  /** Ids of models on the device. */
  const kept = new Set(scripts.filter(({ onDevice }) => onDevice).map((entry) => entry.model.id));
  let terminated = 0;
  const runner = new EngineRunner({
    findCandidates: async () => ({
      candidates: scripts.map((entry) => ({
        engine: 'fake',
        model: entry.model,
        reason: { code: 'asked-for', message: entry.model.id },
      })),
      passedOver: [{ code: 'no-webgpu', message: 'none' }],
    }),
    findOnDevice: async ({ id }) => (kept.has(id) ? { lastUsedAt: [...kept].indexOf(id) } : null),
    async connect() {
      const { choice } = runner.getSnapshot();
      const script = scripts.find((entry) => entry.model.id === choice?.model.id)?.script ?? {};
      const connection = connectPage(() => createFakeAdapter(script));
      const counted: HostConnection = {
        ...connection,
        terminate() {
          terminated += 1;
          connection.terminate();
        },
      };
      connections.push(counted);
      return { connection: counted, assets: {} };
    },
    contextWindow: undefined,
    now: () => performance.now(),
    ...more,
  });
  const statuses: EngineStatus[] = [];
  runner.subscribe(() => {
    const { status, choice } = runner.getSnapshot();
    if (status !== statuses.at(-1)) statuses.push(status);
    if (status === 'ready' && choice) kept.add(choice.model.id);
  });
  return { runner, statuses, kept, started: () => connections.length, ended: () => terminated };
}

const unsupported = new LocalLLMError('unsupported', 'No GPU.');

describe('EngineRunner', () => {
  it('chooses without loading', async () => {
    const { runner, started } = runnerOver([{ model: model('a', 10), script: {} }]);
    const choice = await runner.prepare();
    expect(choice).toMatchObject({ onDevice: false, model: { id: 'a' } });
    expect(choice.reasons.map(({ code }) => code)).toEqual(['no-webgpu', 'asked-for']);
    expect(runner.getSnapshot().status).toBe('awaiting-consent');
    expect(started()).toBe(0);
  });

  it('steps down to the next model when the device is not up to the first', async () => {
    const { runner, ended } = runnerOver([
      { model: model('large', 10), script: { unsupported } },
      { model: model('small', 5), script: { reply: 'hi' } },
    ]);
    await runner.load();
    expect(runner.getSnapshot()).toMatchObject({ status: 'ready', choice: { model: { id: 'small' } } });
    expect(runner.getSnapshot().choice?.reasons.map(({ code }) => code)).toEqual([
      'no-webgpu',
      'asked-for',
      'load-failed',
      'asked-for',
    ]);
    expect(ended()).toBe(1);
    expect(await collectText(runner.generate(ask))).toBe('hi');
  });

  it('asks again before it steps down to a larger download', async () => {
    const { runner } = runnerOver([
      { model: model('small', 5), script: { unsupported } },
      { model: model('large', 10), script: {} },
    ]);
    await expect(runner.load()).rejects.toMatchObject({ code: 'unsupported' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'awaiting-consent', choice: { model: { id: 'large' } } });
    await runner.load();
    expect(runner.getSnapshot().status).toBe('ready');
  });

  it('does not step down for what is no reason of the device', async () => {
    const failLoad = new LocalLLMError('network', 'Offline.');
    const { runner, started } = runnerOver([
      { model: model('a', 10), script: { failLoad } },
      { model: model('b', 5), script: {} },
    ]);
    await expect(runner.load()).rejects.toMatchObject({ code: 'network' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'failed', choice: { model: { id: 'a' } } });
    expect(started()).toBe(1);
  });

  it('says that nothing can run here', async () => {
    const { runner } = runnerOver([]);
    await expect(runner.load()).rejects.toMatchObject({ code: 'unsupported', message: 'none' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'unsupported', choice: null });
  });

  it('shares one load among callers, and ends it when all have called off', async () => {
    const { runner, started, statuses } = runnerOver([{ model: model('a', 10), script: { downloadMs: 2000 } }]);
    const first = new AbortController();
    const second = new AbortController();
    const loads = [runner.load({ signal: first.signal }), runner.load({ signal: second.signal })];
    const settled = Promise.allSettled(loads);
    await until(runner, 'downloading');
    first.abort();
    await expect(loads[0]).rejects.toMatchObject({ code: 'aborted' });
    expect(runner.getSnapshot().status).toBe('downloading');
    second.abort();
    await settled;
    await expect(loads[1]).rejects.toMatchObject({ code: 'aborted' });
    expect(started()).toBe(1);
    expect(statuses.at(-1)).toBe('awaiting-consent');
  });

  it('begins anew for who asks right after all have called off', async () => {
    const { runner, started } = runnerOver([{ model: model('a', 10), script: { downloadMs: 1 } }]);
    const stop = new AbortController();
    const first = expect(runner.load({ signal: stop.signal })).rejects.toMatchObject({ code: 'aborted' });
    await until(runner, 'downloading');
    stop.abort();
    await runner.load();
    await first;
    expect(started()).toBe(2);
  });

  it('loads again after it was cancelled, unloaded or loaded twice', async () => {
    const { runner, started } = runnerOver([{ model: model('a', 10), script: { reply: 'hi' } }]);
    await expect(runner.load({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    await runner.load();
    await runner.load();
    expect(started()).toBe(1);
    await runner.unload();
    expect(runner.getSnapshot()).toMatchObject({ status: 'awaiting-consent', choice: { onDevice: true } });
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'not-loaded' });
    await runner.load();
    expect(await collectText(runner.generate(ask))).toBe('hi');
  });

  it('ends a load under way when it is unloaded', async () => {
    const { runner } = runnerOver([{ model: model('a', 10), script: { downloadMs: 2000 } }]);
    const load = runner.load();
    const outcome = expect(load).rejects.toMatchObject({ code: 'aborted' });
    await until(runner, 'downloading');
    await runner.unload();
    await outcome;
    expect(runner.getSnapshot().status).toBe('awaiting-consent');
  });

  it('is busy until the last of several requests has ended', async () => {
    const { runner, statuses } = runnerOver([
      { model: model('a', 10), script: { reply: 'a b', tokensPerSecond: 500 } },
    ]);
    await runner.load();
    await Promise.all([collectText(runner.generate(ask)), collectText(runner.generate(ask))]);
    expect(statuses.slice(-3)).toEqual(['ready', 'busy', 'ready']);
  });
});

const lost = new LocalLLMError('device-lost', 'Gone.');
const dying: FakeScript = { reply: 'one two three four', failAfterTokens: { tokens: 2, error: lost } };

describe('EngineRunner on a ladder', () => {
  it('takes what is on the device before what would have to be downloaded, the last used first', async () => {
    const { runner } = runnerOver([
      { model: model('best', 10), script: {} },
      { model: model('older', 5), script: {}, onDevice: true },
      { model: model('newer', 4), script: {}, onDevice: true },
    ]);
    const choice = await runner.prepare();
    expect(choice).toMatchObject({ onDevice: true, model: { id: 'newer' } });
    expect(choice.reasons.at(-1)?.code).toBe('on-device');
    expect(choice.alternatives.map(({ model: { id }, onDevice }) => [id, onDevice])).toEqual([
      ['older', true],
      ['best', false],
    ]);
  });

  it('goes past models of about the same weight when memory runs out', async () => {
    const failLoad = new LocalLLMError('out-of-memory', 'Too much.');
    const { runner, started } = runnerOver([
      { model: { ...model('huge', 10), memoryBytes: 1000 }, script: { failLoad } },
      { model: { ...model('as huge', 9), memoryBytes: 900 }, script: {} },
      { model: { ...model('small', 8), memoryBytes: 700 }, script: { reply: 'hi' } },
    ]);
    await runner.load();
    expect(runner.getSnapshot().choice?.model.id).toBe('small');
    expect(started()).toBe(2);
  });

  it('falls to what was agreed to before it asks for more', async () => {
    const { runner } = runnerOver([
      { model: model('medium', 5), script: { unsupported } },
      { model: model('large', 10), script: {} },
      { model: model('small', 3), script: {} },
    ]);
    await runner.load();
    expect(runner.getSnapshot().choice?.model.id).toBe('small');
  });

  it('asks before it downloads what was on the device a moment ago', async () => {
    const { runner, kept } = runnerOver([
      { model: model('a', 10), script: { unsupported }, onDevice: true },
      { model: model('b', 5), script: {}, onDevice: true },
    ]);
    await runner.select('a');
    kept.delete('b');
    await expect(runner.load()).rejects.toMatchObject({ code: 'unsupported' });
    expect(runner.getSnapshot()).toMatchObject({
      status: 'awaiting-consent',
      choice: { model: { id: 'b' }, onDevice: false },
    });
  });

  it('sees that an alternative was deleted', async () => {
    const { runner, kept } = runnerOver([
      { model: model('a', 10), script: {}, onDevice: true },
      { model: model('b', 5), script: {}, onDevice: true },
    ]);
    await runner.select('a');
    expect(runner.getSnapshot().choice?.alternatives).toMatchObject([{ onDevice: true }]);
    kept.delete('b');
    expect((await runner.prepare()).alternatives).toMatchObject([{ onDevice: false }]);
  });

  it('tells the last error when every model has failed', async () => {
    const failLoad = new LocalLLMError('load-failed', 'Cannot be read.');
    const { runner } = runnerOver([
      { model: model('a', 5), script: { unsupported } },
      { model: model('b', 4), script: { failLoad } },
    ]);
    await expect(runner.load()).rejects.toMatchObject({ code: 'load-failed' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'load-failed' } });
  });

  it('takes another model when the visitor picks it', async () => {
    const { runner, ended } = runnerOver([
      { model: model('a', 10), script: { reply: 'from a' } },
      { model: model('b', 5), script: { reply: 'from b' } },
    ]);
    await runner.load();
    const choice = await runner.select('b');
    expect(choice).toMatchObject({ onDevice: false, model: { id: 'b' }, reasons: [{ code: 'picked' }] });
    expect(choice.alternatives).toMatchObject([{ model: { id: 'a' }, onDevice: true }]);
    expect(runner.getSnapshot()).toMatchObject({ status: 'awaiting-consent', loaded: null });
    expect(ended()).toBe(1);
    await runner.load();
    expect(await collectText(runner.generate(ask))).toBe('from b');
    await expect(runner.select('c')).rejects.toMatchObject({ code: 'invalid-model' });
    expect(runner.getSnapshot().status).toBe('ready');
  });
});

describe('EngineRunner and consent', () => {
  it('asks again when the model is no longer on the device', async () => {
    const { runner, kept, started } = runnerOver([{ model: model('a', 10), script: {}, onDevice: true }]);
    await runner.prepare();
    kept.clear();
    await expect(runner.load()).rejects.toMatchObject({ code: 'consent-needed' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'awaiting-consent', choice: { onDevice: false } });
    expect(started()).toBe(0);
    await runner.load();
    expect(runner.getSnapshot().status).toBe('ready');
  });

  it('shows the exact size at once when the site itself tells it', async () => {
    const { runner } = runnerOver([{ model: { ...model('a', 100), bytes: null }, script: {} }], {
      measure: async () => 150,
    });
    expect((await runner.prepare()).model).toMatchObject({ bytes: 150, bytesAre: 'exact' });
  });

  it('asks again when the download turns out larger than was said', async () => {
    const about: ModelRecord = { ...model('a', 100), bytesAre: 'approximate' };
    const { runner } = runnerOver([
      { model: about, script: { downloadMs: 20, realBytes: 150 } },
      { model: model('b', 5), script: {} },
    ]);
    await expect(runner.load()).rejects.toMatchObject({ code: 'consent-needed' });
    expect(runner.getSnapshot()).toMatchObject({
      status: 'awaiting-consent',
      choice: { model: { id: 'a', bytes: 150, bytesAre: 'exact' } },
    });
    await runner.load();
    expect(runner.getSnapshot().status).toBe('ready');
  });

  it('asks the browser to keep what is downloaded, and only then', async () => {
    let persisted = 0;
    const persist = () => {
      persisted += 1;
    };
    const { runner } = runnerOver([{ model: model('a', 100), script: {} }], { persist });
    await runner.prepare();
    expect(persisted).toBe(0);
    await runner.load();
    await runner.unload();
    await runner.load();
    expect(persisted).toBe(1);
  });

  it('pauses a download and lets it go on', async () => {
    const { runner } = runnerOver([{ model: model('a', 10), script: { downloadMs: 100 } }]);
    const load = runner.load();
    await until(runner, 'downloading');
    runner.setPaused(true);
    await untilState(runner, ({ download }) => download?.hold === 'paused');
    runner.setPaused(false);
    await load;
    expect(runner.getSnapshot().status).toBe('ready');
  });
});

describe('EngineRunner after a loss in mid-answer', () => {
  it('starts the same model again by itself', async () => {
    const { runner, started } = runnerOver([{ model: model('a', 10), script: dying }]);
    await runner.load();
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    await until(runner, 'ready');
    expect(started()).toBe(2);
  });

  it('takes a smaller model on the device when it is lost again', async () => {
    const { runner } = runnerOver([
      { model: model('a', 10), script: dying, onDevice: true },
      { model: model('b', 5), script: { reply: 'fine' }, onDevice: true },
    ]);
    await runner.select('a');
    await runner.load();
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    await until(runner, 'ready');
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    await until(runner, 'ready');
    expect(runner.getSnapshot().choice).toMatchObject({ model: { id: 'b' } });
    expect(await collectText(runner.generate(ask))).toBe('fine');
  });

  it('asks before it downloads the smaller one', async () => {
    const { runner } = runnerOver([
      { model: model('a', 10), script: dying, onDevice: true },
      { model: model('b', 5), script: {} },
    ]);
    await runner.load();
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    await until(runner, 'ready');
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    await until(runner, 'awaiting-consent');
    expect(runner.getSnapshot().choice).toMatchObject({ model: { id: 'b' }, onDevice: false });
  });

  it('gives up after three losses in a row', async () => {
    const { runner, started } = runnerOver([{ model: model('a', 10), script: dying }]);
    await runner.load();
    for (let loss = 1; loss <= 3; loss += 1) {
      await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
      await until(runner, 'ready');
    }
    await expect(collectText(runner.generate(ask))).rejects.toMatchObject({ code: 'device-lost' });
    expect(runner.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
    expect(started()).toBe(4);
  });
});

function until(runner: EngineRunner, status: EngineStatus): Promise<void> {
  return untilState(runner, (state) => state.status === status);
}

function untilState(runner: EngineRunner, test: (state: EngineState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!test(runner.getSnapshot())) return;
      stop();
      resolve();
    };
    const stop = runner.subscribe(check);
    check();
  });
}
