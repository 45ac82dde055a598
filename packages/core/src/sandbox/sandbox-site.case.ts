/// <reference types="node" />
/** A site for tests of the built sandbox in a browser, with the strictest policy for the page and for the worker. */
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Options } from 'tsup';
import tsupConfig from '../../tsup.config.js';
import { type BuiltSite, bundle, startBuiltSite } from '../built-site.case.js';

/** As in the guide on security headers; nothing here is WebAssembly of the page. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; " +
  "form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html local-llm-chat";

const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";

/** For pages that start workers from blobs, and so have them under the page's policy. */
const BLOB_POLICY = PAGE_POLICY.replace("worker-src 'self'", "worker-src 'self' blob:").replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
);

const SCRIPT = "import { runCode } from '/dist/sandbox.js'; globalThis.runCode = runCode;";

/** A running site. */
export interface SandboxSite extends BuiltSite {
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Paths that are answered with 404. */
  readonly missing: Set<string>;
  /** The policy of the worker's file; without one it obeys none. */
  workerPolicy: string;
}

/** Builds the sandbox from today's source, as the package has it, and serves it. */
export async function startSandboxSite(): Promise<SandboxSite> {
  const asked: string[] = [];
  const missing = new Set<string>();
  const state = { workerPolicy: WORKER_POLICY };
  const site = await startBuiltSite({
    build,
    pages: ['/strict.html', '/blob.html'],
    answer: (path, _, response) => {
      asked.push(path);
      if (path !== '/favicon.ico' && !missing.has(path)) return false;
      response.writeHead(path === '/favicon.ico' ? 200 : 404).end();
      return true;
    },
    headers: (path) => ({
      'content-security-policy':
        path === '/blob.html' ? BLOB_POLICY : path === '/dist/sandbox-worker.js' ? state.workerPolicy : PAGE_POLICY,
      'x-content-type-options': 'nosniff',
    }),
  });
  return Object.assign(state, site, { asked, missing });
}

async function build(folder: string): Promise<void> {
  const outDir = join(folder, 'dist');
  for (const options of tsupConfig as Options[]) {
    const { entry } = options;
    const wanted = Array.isArray(entry)
      ? { sandbox: 'src/sandbox.ts' }
      : entry && 'sandbox-worker' in entry
        ? entry
        : null;
    if (wanted === null) continue;
    await bundle({ ...options, sourcemap: false, onSuccess: async () => undefined, entry: wanted, outDir });
  }
  await copyFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'), join(outDir, 'sandbox.wasm'));
  await writeFile(join(folder, 'page.js'), SCRIPT);
}
