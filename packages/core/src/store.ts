/** An observable value changed only through a reducer: the state of everything here. */

/** Reads and watches a value. The shape that React's `useSyncExternalStore` and our controllers take. */
export interface ReadableStore<State> {
  /** The value now. The same object until something changes. */
  getSnapshot(): State;
  /** Calls `listener` after each change; returns the function that stops it. */
  subscribe(listener: () => void): () => void;
}

/** A {@link ReadableStore} that its owner can change. */
export interface Store<State, Action> extends ReadableStore<State> {
  /** Runs the reducer; listeners hear of it once, and only if the value is another one. */
  dispatch(action: Action): void;
}

/**
 * Makes a store. Listeners are told synchronously, after the state has changed; one that throws
 * does not keep the others from hearing.
 *
 * @example
 * ```ts
 * import { createStore } from '@local-llm-chat/core';
 *
 * const counter = createStore(0, (count: number, step: number) => count + step);
 * const stop = counter.subscribe(() => console.log(counter.getSnapshot()));
 * counter.dispatch(2); // logs 2
 * stop();
 * ```
 */
export function createStore<State, Action>(
  initial: State,
  reducer: (state: State, action: Action) => State,
): Store<State, Action> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => state,
    subscribe(listener) {
      // A wrapper of its own, so that the same function subscribed twice is also removed twice.
      const entry = () => listener();
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    dispatch(action) {
      const next = reducer(state, action);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) {
        try {
          listener();
        } catch (error) {
          // Reported as the platform reports it, without breaking the change for the rest.
          reportError(error);
        }
      }
    },
  };
}
