/// <reference types="node" />
/** A site for tests of downloads in a browser: a page, its worker, and files with faults. */
import { type BuiltSite, bundleScripts, startBuiltSite } from '../built-site.case.js';
import { FaultyServer } from './faulty-server.case.js';

/** A running site; files lie in `/files/`. */
export interface DownloadsSite extends BuiltSite {
  readonly server: FaultyServer;
  /** The absolute address of a file. */
  url(name: string): string;
}

/** Bundles page and worker from today's source, and serves them. */
export async function startDownloadsSite(): Promise<DownloadsSite> {
  const entry = { page: 'src/downloads/downloads.page.case.ts', worker: 'src/downloads/downloads.worker.case.ts' };
  const server = new FaultyServer();
  const site = await startBuiltSite({
    build: (folder) => bundleScripts(entry, folder),
    answer: (path, request, response) => {
      if (!path.startsWith('/files/')) return false;
      server.answer(path.slice('/files/'.length), request, response);
      return true;
    },
  });
  return { ...site, server, url: (name) => `${site.origin}/files/${name}` };
}
