/// <reference types="node" />
/** A site for tests of the built readers in a browser, with the strictest policy: page, readers, and files. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, type Options } from 'tsup';
import tsupConfig, { packCharacterMaps } from '../../tsup.config.js';

/** As in the guide on security headers. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; " +
  "frame-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html local-llm-chat";

/** For pages that start workers from blobs, and so have them under the page's policy. */
const BLOB_POLICY = POLICY.replace("worker-src 'self'", "worker-src 'self' blob:");

const PAGE = '<!doctype html><title>Files</title><script type="module" src="/page.js"></script>';
const SCRIPT = "import * as files from '/dist/files.js'; globalThis.files = files;";

/** A running site. */
export interface FilesSite {
  readonly origin: string;
  /** What is fetched as `/files/…`. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Builds the readers from today's source, as the package has them, and serves them. */
export async function startFilesSite(): Promise<FilesSite> {
  const folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-'));
  for (const options of tsupConfig as Options[]) {
    const { entry } = options;
    const wanted = Array.isArray(entry) ? { files: 'src/files.ts' } : entry && 'files-pdf' in entry ? entry : null;
    if (wanted === null) continue;
    const once = {
      config: false,
      silent: true,
      clean: false,
      sourcemap: false,
      onSuccess: async () => undefined,
    } as const;
    await build({ ...options, ...once, entry: wanted, outDir: folder });
  }
  await packCharacterMaps(join(folder, 'files-pdf-maps.bin'));
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const asked: string[] = [];
  const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    asked.push(pathname);
    const body =
      { '/strict.html': PAGE, '/blob.html': PAGE, '/page.js': SCRIPT, '/favicon.ico': '' }[pathname] ??
      files.get(pathname.slice('/files/'.length)) ??
      (await readFile(join(folder, pathname.replace(/^\/dist\//, ''))).catch(() => null));
    response.writeHead(body === null ? 404 : 200, {
      'content-type': types[extname(pathname)] ?? 'application/octet-stream',
      'content-security-policy': pathname === '/blob.html' ? BLOB_POLICY : POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(http.address() as AddressInfo).port}`,
    files,
    asked,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
