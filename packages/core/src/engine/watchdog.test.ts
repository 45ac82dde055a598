import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog.js';

function watch(limitMs = 5000) {
  const ask = vi.fn();
  const onSilence = vi.fn();
  const watchdog = new Watchdog({ intervalMs: 1000, limitMs: () => limitMs, ask, onSilence });
  watchdog.start();
  return { watchdog, ask, onSilence };
}

describe('Watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks at once and then at every tick, until the silence is too long', () => {
    const { ask, onSilence } = watch();
    expect(ask).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(4999);
    expect(ask).toHaveBeenCalledTimes(5);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    expect(onSilence).toHaveBeenCalledOnce();
    expect(ask).toHaveBeenCalledTimes(5);
  });

  it('counts from the last sign of life', () => {
    const { watchdog, onSilence } = watch();
    for (let second = 0; second < 20; second += 1) {
      vi.advanceTimersByTime(1000);
      watchdog.hear();
    }
    vi.advanceTimersByTime(4999);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  it('does not count the time in which its own page was frozen', () => {
    const { watchdog, onSilence } = watch();
    vi.advanceTimersByTime(3000);
    // An hour passes without one tick, as in a frozen page; then the page goes on.
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(1000);
    expect(onSilence).not.toHaveBeenCalled();
    watchdog.hear();
    vi.advanceTimersByTime(4000);
    expect(onSilence).not.toHaveBeenCalled();
    watchdog.stop();
  });

  it('is silent itself once stopped, and starts afresh', () => {
    const { watchdog, ask, onSilence } = watch();
    vi.advanceTimersByTime(4000);
    watchdog.stop();
    vi.advanceTimersByTime(60_000);
    expect(onSilence).not.toHaveBeenCalled();
    ask.mockClear();
    watchdog.start();
    watchdog.start();
    vi.advanceTimersByTime(4000);
    expect(ask).toHaveBeenCalledTimes(5);
    expect(onSilence).not.toHaveBeenCalled();
    watchdog.stop();
  });
});
