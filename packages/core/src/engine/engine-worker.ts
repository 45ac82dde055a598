/** The worker's entry: a host whose engines are loaded from the addresses that the page sends. */
import { createAdapter } from '../adapters/registry.js';
import { type Endpoint, exposeCommands } from '../wire.js';
import { EngineHost } from './host.js';
import { announceLife } from './lifeline.js';

// In a worker `self` is the port to the page; the DOM's types know only windows.
exposeCommands(new EngineHost(createAdapter), self as unknown as Endpoint);
announceLife(self.name);
