/** What wllama expects of a browser, for a thread of Node that does nothing else: workers, a place, a navigator. */
import { resolveObjectURL } from 'node:buffer';
import { type Transferable, Worker } from 'node:worker_threads';

/** What a worker of wllama begins with. llama.cpp asks for a GPU, and is told that there is none. */
const BEGINNING = `
const { parentPort } = require('node:worker_threads');
Object.defineProperty(globalThis, 'navigator', {
  value: { userAgent: 'Node', gpu: { requestAdapter: async () => null } },
  configurable: true,
});
globalThis.self = globalThis;
globalThis.postMessage = (data, transfer) => parentPort.postMessage(data, transfer);
parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
`;

/** As much of a browser's worker as wllama uses. Its code comes from a blob, which takes a moment: messages wait. */
class BlobWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  readonly #worker: Promise<Worker>;

  constructor(url: string) {
    this.#worker = start(url);
    this.#worker.then(
      (worker) => {
        worker.on('message', (data) => this.onmessage?.({ data }));
        worker.on('error', (error) => this.onerror?.(error));
      },
      (error: unknown) => this.onerror?.(error),
    );
  }

  postMessage(data: unknown, options?: { readonly transfer?: readonly Transferable[] }): void {
    // What kept it from starting has been told.
    this.#worker.then((worker) => worker.postMessage(data, options?.transfer ?? [])).catch(() => undefined);
  }

  terminate(): void {
    this.#worker.then((worker) => worker.terminate()).catch(() => undefined);
  }
}

async function start(url: string): Promise<Worker> {
  const code = await resolveObjectURL(url)?.text();
  if (code === undefined) throw new Error(`There is nothing at ${url}.`);
  return new Worker(BEGINNING + code, { eval: true });
}

/** Changes the globals of this thread. */
export function imitateBrowser(): void {
  const globals: Record<string, unknown> = {
    Worker: BlobWorker,
    self: globalThis,
    location: { href: 'file:///' },
    navigator: { userAgent: 'Node', hardwareConcurrency: 1 },
  };
  for (const [name, value] of Object.entries(globals)) {
    // Node's own navigator can be replaced, but not assigned to.
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
