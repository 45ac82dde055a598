import { describe, expect, it } from 'vitest';
import { createFakeAdapter, type FakeScript } from '../adapters/fake.js';
import { LocalLLMError } from '../errors.js';
import { collectText } from '../generate.js';
import type { ModelRecord } from '../models/model-record.js';
import { fakeModel } from '../testing.js';
import type { HostConnection } from './client.js';
import { EngineRunner } from './engine-runner.js';
import type { EngineStatus } from './engine-state.js';
import { connectPage } from './page-connection.js';

const ask = { messages: [{ role: 'user' as const, content: 'hello' }] };
const model = (id: string, bytes: number): ModelRecord => ({ ...fakeModel, id, name: id, bytes });

/** A runner over fakes, one script for each model in the order they are tried. */
function runnerOver(scripts: readonly { model: ModelRecord; script: FakeScript; onDevice?: boolean }[]) {
  const connections: HostConnection[] = [];
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
    isOnDevice: async (record) => scripts.find((entry) => entry.model === record)?.onDevice ?? false,
    async connect() {
      const { choice } = runner.getSnapshot();
      const script = scripts.find((entry) => entry.model === choice?.model)?.script ?? {};
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
  });
  const statuses: EngineStatus[] = [];
  runner.subscribe(() => {
    const { status } = runner.getSnapshot();
    if (status !== statuses.at(-1)) statuses.push(status);
  });
  return { runner, statuses, started: () => connections.length, ended: () => terminated };
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

function until(runner: EngineRunner, status: EngineStatus): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (runner.getSnapshot().status !== status) return;
      stop();
      resolve();
    };
    const stop = runner.subscribe(check);
    check();
  });
}
