/** A thread that embeds, by the engine that visitors have. */
import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { Wllama } from '@wllama/wllama/esm/index.js';
import { WllamaEmbedder } from '../../core/src/adapters/wllama-embedder.js';
import { imitateBrowser } from './browser-globals.js';
import type { EmbedOrder, ThreadAnswer, ThreadOrder } from './embedding-messages.js';

const tell = (answer: ThreadAnswer) => parentPort?.postMessage(answer);
const never = new AbortController().signal;

async function start({ path, contextLength }: ThreadOrder): Promise<void> {
  imitateBrowser();
  let onCrash: (error: unknown) => void = () => undefined;
  const crash = new Promise<never>((_, reject) => {
    onCrash = reject;
  });
  crash.catch((error: unknown) => tell({ type: 'failure', message: messageOf(error) }));
  const wllama = await createWllama(onCrash);
  const loading = wllama.loadModel([await openAsBlob(path)], {
    n_ctx: contextLength,
    n_batch: contextLength,
    n_ubatch: contextLength,
    n_threads: 1,
    n_parallel: 1,
    n_gpu_layers: 0,
    embeddings: true,
  });
  await Promise.race([loading, crash]);
  // wllama also resolves for a file that it could not read.
  const { success, n_embd: dimensions } = wllama.getLoadedContextInfo() as { success?: boolean; n_embd: number };
  if (success !== true || !(dimensions > 0)) throw new Error(`${path} is no model that llama.cpp can read.`);
  const embedder = new WllamaEmbedder(wllama, crash, contextLength);
  // One text after the other: wllama gives one vector at a time.
  let last = Promise.resolve();
  parentPort?.on('message', ({ number, text }: EmbedOrder) => {
    last = last.then(async () => {
      try {
        const [vector] = await embedder.embed([text], never);
        tell({ type: 'vector', number, vector: vector ?? new Float32Array(dimensions) });
      } catch (error) {
        tell({ type: 'refusal', number, message: messageOf(error) });
      }
    });
  });
  tell({ type: 'ready', dimensions });
}

/** In the build for browsers without JSPI, as Node 20 is one: its vectors are equal in all numbers that we compared. */
async function createWllama(onCrash: (error: unknown) => void): Promise<Wllama> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@local-llm-chat/core/package.json')), 'dist');
  const address = (name: string) => pathToFileURL(join(folder, name)).href;
  const quiet = () => undefined;
  // wllama reports the death of its own worker only here, among its log lines.
  const error = (cause: unknown) => {
    if (cause instanceof Error) onCrash(cause);
  };
  const wllama = new Wllama(
    { default: address('wllama.wasm') },
    {
      suppressNativeLog: true,
      logger: { debug: quiet, log: quiet, warn: quiet, error },
      // Nothing is downloaded here.
      cacheManager: {} as never,
    },
  );
  const code = await readFile(join(folder, 'wllama-compat.js'), 'utf8');
  wllama.setCompat({ worker: { code }, wasm: address('wllama-compat.wasm') });
  return wllama;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

start(workerData as ThreadOrder).catch((error: unknown) => {
  tell({ type: 'failure', message: messageOf(error) });
});
