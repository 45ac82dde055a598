/** Starts llama.cpp from bytes that were brought, where nothing at all may be fetched. Only for a worker of our own. */
import type { HandedFiles } from '../engine/adapter.js';
import { trustedScriptUrl } from '../trusted-types.js';

/** Where wllama believes its WebAssembly to be. Nobody is ever asked for it: the name ends in `.invalid`. */
const NOWHERE = 'https://handed.invalid/wllama.wasm';

/** What wllama is told of its files. */
export interface WllamaFiles {
  readonly wasm: string;
  readonly compat: { readonly worker: string | { code: string }; readonly wasm: string } | null;
}

/**
 * What the worker of wllama begins with: its first message is the WebAssembly, and `fetch` gives that, whatever is
 * asked for. The policy of a frame without network forbids a real one even of what lies in memory.
 */
const TAKES_WASM = `addEventListener('message', (event) => {
  event.stopImmediatePropagation();
  const wasm = event.data;
  self.fetch = async () => new Response(wasm, { headers: { 'Content-Type': 'application/wasm' } });
}, { once: true });
`;

/** The WebAssembly for the next worker; one engine worker loads one model. */
let brought: Blob | null = null;

/** Sees to it that wllama finds what was brought. Changes `Worker` and `URL.createObjectURL` in this realm, once. */
export function takeHanded({ wasm, compatWorker }: HandedFiles): WllamaFiles {
  if (brought === null) handToWorkers();
  brought = wasm;
  return { wasm: NOWHERE, compat: compatWorker ? { worker: { code: compatWorker }, wasm: NOWHERE } : null };
}

function handToWorkers(): void {
  const sources = new Map<string, Blob>();
  const createUrl = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (source: Blob | MediaSource) => {
    const url = createUrl(source);
    if (source instanceof Blob) sources.set(url, source);
    return url;
  };
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(url: string | URL) {
      const source = sources.get(String(url));
      if (source === undefined) throw new TypeError(`Not a script of our own: ${url}`);
      const script = createUrl(new Blob([TAKES_WASM, source], { type: 'text/javascript' }));
      // No module: Chromium starts none in a frame without an origin.
      super(trustedScriptUrl(script));
      this.postMessage(brought);
    }
  };
}
