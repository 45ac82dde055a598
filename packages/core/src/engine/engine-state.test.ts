import { describe, expect, it } from 'vitest';
import { LocalLLMError } from '../errors.js';
import { fakeModel } from '../testing.js';
import { type EngineAction, type EngineState, initialEngineState, reduceEngine, secondsLeft } from './engine-state.js';

const choice = { engine: 'fake', model: fakeModel, onDevice: false, reasons: [], alternatives: [] } as const;
const loaded = { contextWindow: 4096, threads: 2, device: 'cpu' } as const;
const run = (...actions: EngineAction[]): EngineState => actions.reduce(reduceEngine, initialEngineState);
const bytes = (loadedBytes: number, atMs: number): EngineAction => ({
  type: 'load-advance',
  atMs,
  progress: { type: 'download-progress', loadedBytes, totalBytes: 100_000 },
});
const begun: EngineAction[] = [{ type: 'check-start' }, { type: 'choice-made', choice }, { type: 'load-start' }];

describe('reduceEngine', () => {
  it('knows the model to be on the device once it was loaded', () => {
    const state = run(...begun, bytes(5, 0), { type: 'load-finish', loaded });
    expect(state).toMatchObject({ status: 'ready', loaded, download: null, choice: { onDevice: true } });
  });

  it('goes between ready and busy, and to busy from nowhere else', () => {
    const ready = run(...begun, { type: 'load-finish', loaded });
    const busy = reduceEngine(ready, { type: 'work-start' });
    expect(busy.status).toBe('busy');
    expect(reduceEngine(busy, { type: 'work-finish' }).status).toBe('ready');
    expect(reduceEngine(initialEngineState, { type: 'work-start' })).toBe(initialEngineState);
  });

  it('ignores progress that comes after a cancel', () => {
    const cancelled = run(...begun, { type: 'load-cancel' });
    expect(cancelled.status).toBe('awaiting-consent');
    expect(reduceEngine(cancelled, bytes(9, 9))).toBe(cancelled);
  });

  it('tells a device that cannot from an attempt that failed', () => {
    expect(run({ type: 'engine-fail', error: new LocalLLMError('unsupported', '') }).status).toBe('unsupported');
    expect(run({ type: 'engine-fail', error: new LocalLLMError('network', '') }).status).toBe('failed');
  });

  it('never lets bytes go back', () => {
    expect(run(...begun, bytes(500, 0), bytes(400, 100)).download?.loadedBytes).toBe(500);
  });

  it('measures the speed and the time left', () => {
    const steady = Array.from({ length: 50 }, (_, second) => bytes(1000 * second, 1000 * second));
    const { download } = run(...begun, ...steady);
    expect(download?.bytesPerSecond).toBeCloseTo(1000);
    expect(download && secondsLeft(download)).toBeCloseTo(51);
    expect(run(...begun, bytes(0, 0)).download).toMatchObject({ bytesPerSecond: null });
  });

  it('follows a change of speed within seconds', () => {
    const slow = Array.from({ length: 20 }, (_, second) => bytes(100 * second, 1000 * second));
    const fast = Array.from({ length: 12 }, (_, second) => bytes(1900 + 1000 * (second + 1), 1000 * (20 + second)));
    expect(run(...begun, ...slow, ...fast).download?.bytesPerSecond).toBeGreaterThan(950);
  });
});
