/** The worker in which code runs, once: a fresh one for each run, and ended after it. */
import { runInVm } from './run-in-vm.js';
import type { SandboxMessage, SandboxOrder } from './sandbox-message.js';

/**
 * What reaches out of a worker. Code in the interpreter has no way to any of it; should it ever find one out of the
 * interpreter, it finds this closed. The file's own Content-Security-Policy is the second lock.
 */
const WAYS_OUT = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'BroadcastChannel',
  'SharedWorker',
  'Worker',
  'importScripts',
  'indexedDB',
  'caches',
  'cookieStore',
  'navigator',
  'RTCPeerConnection',
  'eval',
  'Function',
] as const;

function closeWaysOut(): void {
  for (const name of WAYS_OUT) {
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  }
}

addEventListener(
  'message',
  ({ data }: MessageEvent<SandboxOrder>) => {
    const { port, ...order } = data;
    const tell = (message: SandboxMessage) => port.postMessage(JSON.stringify(message));
    runInVm(order, tell).catch((error: unknown) => {
      tell({ type: 'unusable', message: error instanceof Error ? error.message : String(error) });
    });
  },
  { once: true },
);

closeWaysOut();
