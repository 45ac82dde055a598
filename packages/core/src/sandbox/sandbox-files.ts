/**
 * Where the built files of the sandbox are. As with the engines, bundlers copy them for `new URL('…', import.meta.url)`,
 * and the build rewrites the path to `./`.
 */

/** Addresses of the worker, and of the interpreter that it runs. */
export interface SandboxFiles {
  readonly worker: string;
  readonly wasm: string;
}

/** @param folder a URL to take the files from instead, ending in `/`; they keep their names there. */
export function sandboxFiles(folder?: string): SandboxFiles {
  if (folder !== undefined) {
    const base = new URL(folder, document.baseURI);
    return { worker: new URL('sandbox-worker.js', base).href, wasm: new URL('sandbox.wasm', base).href };
  }
  return {
    worker: new URL('../../dist/sandbox-worker.js', import.meta.url).href,
    wasm: new URL('../../dist/sandbox.wasm', import.meta.url).href,
  };
}
