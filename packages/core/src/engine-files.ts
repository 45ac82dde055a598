/**
 * Where the engines' built files are. They are finished bundles that a site's bundler only has to
 * copy, which every bundler does for `new URL('…', import.meta.url)`; no worker settings are needed.
 *
 * `../dist/` is right from `src/` and from `dist/` alike, so source and build use the same files.
 * The build rewrites it to `./`, so that the folder may be served under any name.
 */
import type { EngineFiles } from './wire.js';

/** The script of the engine worker. */
export const workerUrl = (): string => new URL('../dist/engine-worker.js', import.meta.url).href;

/** The files of each engine that runs in the worker. Functions, so that importing touches nothing. */
export const engineFiles = {
  wllama: (): EngineFiles => ({
    module: new URL('../dist/engine-wllama.js', import.meta.url).href,
    assets: {
      wasm: new URL('../dist/wllama.wasm', import.meta.url).href,
      compatWorker: new URL('../dist/wllama-compat.js', import.meta.url).href,
      compatWasm: new URL('../dist/wllama-compat.wasm', import.meta.url).href,
    },
  }),
  webllm: (): EngineFiles => ({
    module: new URL('../dist/engine-webllm.js', import.meta.url).href,
    assets: {},
  }),
} as const;
