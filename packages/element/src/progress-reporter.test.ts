import { type EngineState, initialEngineState } from '@local-llm-chat/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LLMProgressEvent } from './events.js';
import { ProgressReporter } from './progress-reporter.js';

let heard: LLMProgressEvent[];
let reporter: ProgressReporter;

beforeEach(() => {
  vi.useFakeTimers();
  heard = [];
  const target = new EventTarget();
  target.addEventListener('llm-progress', (event) => heard.push(event as LLMProgressEvent));
  reporter = new ProgressReporter(target);
});

afterEach(() => vi.useRealTimers());

function downloading(loadedBytes: number, more: Partial<NonNullable<EngineState['download']>> = {}): EngineState {
  const download = { loadedBytes, totalBytes: 1000, bytesPerSecond: 50, hold: null, atMs: 0, ...more };
  return { ...initialEngineState, status: 'downloading', download };
}

it('tells all of a download', () => {
  reporter.engineChanged(downloading(250, { hold: 'offline' }));
  expect(heard).toHaveLength(1);
  expect(heard[0]).toBeInstanceOf(LLMProgressEvent);
  expect(heard[0]).toMatchObject({
    phase: 'download',
    loadedBytes: 250,
    totalBytes: 1000,
    bytesPerSecond: 50,
    secondsLeft: 15,
    fraction: 0.25,
    hold: 'offline',
    bubbles: true,
    composed: true,
  });
});

it('tells of a start, without bytes', () => {
  reporter.engineChanged({ ...initialEngineState, status: 'loading', loadFraction: 0.5 });
  expect(heard[0]).toMatchObject({ phase: 'load', fraction: 0.5, loadedBytes: null, totalBytes: null, hold: null });
});

it('does not guess how much there is', () => {
  reporter.engineChanged(downloading(250, { totalBytes: null, bytesPerSecond: null }));
  expect(heard[0]).toMatchObject({ phase: 'download', totalBytes: null, fraction: null, secondsLeft: null });
});

it('tells ten times a second at the most, and always the last', () => {
  for (let ms = 0; ms < 1000; ms += 5) {
    reporter.engineChanged(downloading(ms));
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(100);
  expect(heard.length).toBeLessThanOrEqual(11);
  expect(heard.length).toBeGreaterThan(8);
  expect(heard.at(-1)?.loadedBytes).toBe(995);
});

it('is silent once the load has ended', () => {
  reporter.engineChanged(downloading(1));
  reporter.engineChanged(downloading(2));
  reporter.engineChanged({ ...initialEngineState, status: 'ready' });
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(1);
});
