/** Ends a thing when the component that made it is gone, and not a moment before. */
import { useEffect } from 'react';

const users = new WeakMap<object, number>();

/**
 * Calls `end(thing)` after the component was unmounted, or has replaced `thing` by another.
 *
 * React may run the cleanup of an effect and the effect again at once, for a component that lives on
 * (StrictMode does so for every mount). So the end waits for the current task to finish, and does not
 * come when somebody uses the thing again by then.
 *
 * @param end must be the same function at every render.
 */
export function useLifetime<Thing extends object>(thing: Thing, end: (thing: Thing) => void): void {
  useEffect(() => {
    users.set(thing, (users.get(thing) ?? 0) + 1);
    return () => {
      users.set(thing, (users.get(thing) ?? 1) - 1);
      queueMicrotask(() => {
        if (users.get(thing) === 0) end(thing);
      });
    };
  }, [thing, end]);
}
