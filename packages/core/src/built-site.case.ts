/// <reference types="node" />
/** A site for tests in a whole browser: scripts that are built from today's source, and a page that runs one of them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, type Options } from 'tsup';

const PAGE = '<!doctype html><title>Test</title><script type="module" src="/page.js"></script>';

/** Nothing of the package's own builds but what is asked for: no types, no messages, no other file deleted. */
const ONCE = { config: false, clean: false, silent: true, dts: false } as const;

/** A running site. */
export interface BuiltSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** What a site is made of. */
export interface BuiltSiteOptions {
  /** Puts files into the folder that is served. */
  readonly build: (folder: string) => Promise<void>;
  /** Asked first, with the path: true when it has answered, or will. */
  readonly answer?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
  /** Paths that show the page. Default: `/`. */
  readonly pages?: readonly string[];
  /** Where a path lies in the folder. Default: under its own name. */
  readonly fileOf?: (path: string) => string;
  /** For the page and for files, beside their kind. */
  readonly headers?: (path: string) => OutgoingHttpHeaders;
}

/** Builds a site, and serves it until it is closed. The page runs `/page.js`. */
export async function startBuiltSite(options: BuiltSiteOptions): Promise<BuiltSite> {
  const { answer, pages = ['/'], fileOf = (path) => path, headers = () => ({}) } = options;
  const folder = await mkdtemp(join(tmpdir(), 'local-llm-chat-'));
  await options.build(folder);
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (answer?.(pathname, request, response)) return;
    const isPage = pages.includes(pathname);
    const body = isPage ? PAGE : await readFile(join(folder, fileOf(pathname))).catch(() => null);
    const isScript = extname(pathname) === '.js';
    const kind = isPage ? 'text/html' : isScript ? 'text/javascript' : 'application/octet-stream';
    response.writeHead(body === null ? 404 : 200, { 'content-type': kind, ...headers(pathname) });
    response.end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    // Not the address: a secure origin, as a site is, and with web-llm's own way to treat libraries from there.
    origin: `http://localhost:${(http.address() as AddressInfo).port}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** Bundles scripts by the package's own settings, or by others. */
export function bundle(options: Options): Promise<void> {
  return build({ ...options, ...ONCE });
}

/** Bundles scripts for a page, each with all that it imports. */
export function bundleScripts(entry: Readonly<Record<string, string>>, outDir: string): Promise<void> {
  return bundle({
    entry: { ...entry },
    outDir,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
  });
}
