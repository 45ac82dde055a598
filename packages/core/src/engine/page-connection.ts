/** Runs a host in the page itself, behind the same boundary as a worker: for engines that exist only there, and fakes. */
import { exposeCommands } from '../wire.js';
import type { HostConnection } from './client.js';
import { type CreateAdapter, EngineHost } from './host.js';

/** Starts a host in this realm. */
export function connectPage(createAdapter: CreateAdapter): HostConnection {
  const { port1, port2 } = new MessageChannel();
  const host = new EngineHost(createAdapter);
  exposeCommands(host, port2);
  port1.start();
  return {
    endpoint: port1,
    terminate() {
      void host.unload();
      port1.close();
      port2.close();
    },
    // A host in the page cannot die without the page.
    onDeath: () => undefined,
  };
}
