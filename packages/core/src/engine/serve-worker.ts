/** What makes a worker an engine: each engine's worker file calls this once, with its adapter. */
import { type Endpoint, type EngineAssets, exposeCommands } from '../wire.js';
import type { EngineAdapter } from './adapter.js';
import { EngineHost } from './host.js';
import { announceLife, findLocks, workerLife } from './lifeline.js';

/** Serves an engine to the page that started this worker. */
export function serveWorker(createAdapter: (assets: EngineAssets) => EngineAdapter): void {
  // A worker that our page started has a name; one that somebody else started has nobody who watches.
  const alive = announceLife(workerLife(self.name), self.name === '' ? null : findLocks());
  // In a worker `self` is the port to the page; the DOM's types know only windows.
  // The commands are served at once, or the first would be lost, but answered only when the page can
  // tell from the lock that this worker lives.
  exposeCommands(new EngineHost(createAdapter, alive), self as unknown as Endpoint);
}
