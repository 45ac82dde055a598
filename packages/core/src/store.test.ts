import { expect, it, vi } from 'vitest';
import { createStore } from './store.js';

const counter = () => createStore(0, (count: number, step: number) => count + step);

it('tells every listener of a change, and of nothing else', () => {
  const store = counter();
  const first = vi.fn();
  const second = vi.fn();
  store.subscribe(first);
  const stop = store.subscribe(second);
  store.dispatch(1);
  store.dispatch(0);
  stop();
  store.dispatch(1);
  expect(store.getSnapshot()).toBe(2);
  expect(first).toHaveBeenCalledTimes(2);
  expect(second).toHaveBeenCalledTimes(1);
});

it('keeps two subscriptions of one function apart', () => {
  const store = counter();
  const listener = vi.fn();
  const stop = store.subscribe(listener);
  store.subscribe(listener);
  stop();
  store.dispatch(1);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('reports a listener that throws and tells the others', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const store = counter();
  const other = vi.fn();
  store.subscribe(() => {
    throw new Error('mine');
  });
  store.subscribe(other);
  store.dispatch(1);
  expect(other).toHaveBeenCalledOnce();
  expect(report).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
