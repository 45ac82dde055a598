import { createStore } from '@local-llm-chat/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { expect, it, vi } from 'vitest';
import { StoreController } from './store-controller.js';

function setUp() {
  const controllers: ReactiveController[] = [];
  const host = {
    addController: (controller: ReactiveController) => controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: vi.fn(),
    updateComplete: Promise.resolve(true),
  } satisfies ReactiveControllerHost;
  const store = createStore(0, (count: number, step: number) => count + step);
  const seen: [number, number | null][] = [];
  const controller = new StoreController<number>(host, (now, before) => seen.push([now, before]));
  return { controller, host, store, seen };
}

it('updates its host with each change while connected', () => {
  const { controller, host, store, seen } = setUp();
  controller.watch(store);
  controller.hostConnected();
  host.requestUpdate.mockClear();
  store.dispatch(1);
  expect(host.requestUpdate).toHaveBeenCalledOnce();
  expect(controller.snapshot).toBe(1);
  expect(seen).toEqual([
    [0, null],
    [1, 0],
  ]);
});

it('hears nothing while disconnected and catches up after', () => {
  const { controller, store, seen } = setUp();
  controller.watch(store);
  controller.hostConnected();
  controller.hostDisconnected();
  store.dispatch(5);
  expect(seen).toHaveLength(1);
  controller.hostConnected();
  expect(seen.at(-1)).toEqual([5, 0]);
});

it('forgets a store that was replaced', () => {
  const { controller, host, store } = setUp();
  controller.hostConnected();
  controller.watch(store);
  controller.watch(null);
  host.requestUpdate.mockClear();
  store.dispatch(1);
  expect(host.requestUpdate).not.toHaveBeenCalled();
  expect(controller.snapshot).toBeNull();
});
