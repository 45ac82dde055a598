/// <reference types="node" />
/** A site for tests of downloads in a browser: a page, its worker, and files with faults. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsup';
import { FaultyServer } from './faulty-server.case.js';

/** A running site; files lie in `/files/`. */
export interface DownloadsSite {
  readonly origin: string;
  readonly server: FaultyServer;
  /** The absolute address of a file. */
  url(name: string): string;
  close(): Promise<void>;
}

/** Bundles page and worker from today's source, and serves them. */
export async function startDownloadsSite(): Promise<DownloadsSite> {
  const folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-'));
  const entry = { page: 'src/downloads/downloads.page.case.ts', worker: 'src/downloads/downloads.worker.case.ts' };
  await build({
    entry,
    outDir: folder,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
    config: false,
    clean: false,
    silent: true,
    dts: false,
  });
  const server = new FaultyServer();
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (pathname.startsWith('/files/')) return server.answer(pathname.slice('/files/'.length), request, response);
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end('<!doctype html><title>Test</title><script type="module" src="/page.js"></script>');
    }
    const script = await readFile(join(folder, pathname)).catch(() => null);
    response.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' });
    return response.end(script);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  return {
    origin,
    server,
    url: (name) => `${origin}/files/${name}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
