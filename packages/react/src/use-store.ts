/** Reads any store of `@local-llm-chat/core` in a component. */
import type { ReadableStore } from '@local-llm-chat/core';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * The state of a store; the component renders again when it changes.
 *
 * @param store a `LocalLLM`, a `ChatSession`, or any other store.
 *
 * @example
 * ```tsx
 * import { createLocalLLM } from '@local-llm-chat/core';
 * import { useStore } from '@local-llm-chat/react';
 *
 * const llm = createLocalLLM();
 *
 * export function Status() {
 *   return <p>{useStore(llm).status}</p>;
 * }
 * ```
 */
export function useStore<State>(store: ReadableStore<State>): State {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const getSnapshot = () => store.getSnapshot();
  // The same on a server, where nothing ever changes a store.
  return useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
}
