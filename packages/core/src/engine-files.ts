/**
 * Where the engines' built files are. They are finished bundles that a site's bundler only has to
 * copy, which every bundler does for `new URL('…', import.meta.url)`; no worker settings are needed.
 *
 * `../dist/` is right from `src/` and from `dist/` alike, so source and build use the same files.
 * The build rewrites it to `./`, so that the folder may be served under any name.
 */
import type { ModelEngine } from './models/model-record.js';
import type { EngineFiles } from './wire.js';

/**
 * The files of an engine. An engine that is not used is never fetched.
 *
 * @param folder a URL to take the files from instead, ending in `/`; they keep their names there.
 */
export function engineFiles(engine: ModelEngine, folder?: string): EngineFiles {
  if (folder !== undefined) return filesIn(engine, folder);
  if (engine === 'webllm') {
    return { worker: new URL('../dist/engine-webllm.js', import.meta.url).href, assets: {} };
  }
  return {
    worker: new URL('../dist/engine-wllama.js', import.meta.url).href,
    assets: {
      wasm: new URL('../dist/wllama.wasm', import.meta.url).href,
      compatWorker: new URL('../dist/wllama-compat.js', import.meta.url).href,
      compatWasm: new URL('../dist/wllama-compat.wasm', import.meta.url).href,
    },
  };
}

function filesIn(engine: ModelEngine, folder: string): EngineFiles {
  const file = (name: string) => new URL(name, folder).href;
  if (engine === 'webllm') return { worker: file('engine-webllm.js'), assets: {} };
  return {
    worker: file('engine-wllama.js'),
    assets: {
      wasm: file('wllama.wasm'),
      compatWorker: file('wllama-compat.js'),
      compatWasm: file('wllama-compat.wasm'),
    },
  };
}
