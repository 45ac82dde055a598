/** Works through a long list so that the page can do other things in between. */
import { throwIfAborted } from '../errors.js';

/** Less than a frame, so that a page scrolls and types on. */
const TURN_MS = 8;

/**
 * What `work` makes of each item, in order.
 *
 * @throws LocalLLMError `aborted` when the signal fires between two items.
 */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Result,
  signal?: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = [];
  let since = performance.now();
  for (const [index, item] of items.entries()) {
    if (performance.now() - since > TURN_MS) {
      await turnOfOthers();
      throwIfAborted(signal, 'Reading the text');
      since = performance.now();
    }
    results.push(work(item, index));
  }
  return results;
}

/** A message comes after what waits already, and is not delayed as timers are. */
function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
