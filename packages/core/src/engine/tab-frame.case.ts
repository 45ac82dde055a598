/** A tab in miniature, for frames of a test's page: an engine of its own realm, with a real worker. */
import { fakeModel } from '../testing.js';
import type { Engine } from './engine.js';
import { EngineRunner } from './engine-runner.js';
import { sharedEngine } from './shared-engine.js';
import { connectWorker } from './worker-connection.js';

/** A handle, as each element of a page has one. */
export function frameEngine(key: string, worker: string): Engine {
  const create = () =>
    new EngineRunner({
      findCandidates: async () => ({
        candidates: [
          { engine: 'fake', model: fakeModel, reason: { code: 'asked-for', message: 'The test wants it.' } },
        ],
        passedOver: [],
      }),
      findOnDevice: async () => ({ lastUsedAt: 1 }),
      connect: async () => ({ connection: connectWorker(worker, 'file'), assets: {} }),
      contextWindow: undefined,
      now: () => performance.now(),
    });
  return sharedEngine({ key, create, share: 'site' });
}
