/// <reference types="node" />
/** A site for tests of the built readers in a browser, with the strictest policy: page, readers, and files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from 'tsup';
import tsupConfig, { packCharacterMaps } from '../../tsup.config.js';
import { type BuiltSite, bundle, startBuiltSite } from '../built-site.case.js';

/** As in the guide on security headers. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; " +
  "frame-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html local-llm-chat";

/** For pages that start workers from blobs, and so have them under the page's policy. */
const BLOB_POLICY = POLICY.replace("worker-src 'self'", "worker-src 'self' blob:");

const SCRIPT = "import * as files from '/dist/files.js'; globalThis.files = files;";

/** A running site. */
export interface FilesSite extends BuiltSite {
  /** What is fetched as `/files/…`. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
}

/** Builds the readers from today's source, as the package has them, and serves them. */
export async function startFilesSite(): Promise<FilesSite> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const asked: string[] = [];
  const site = await startBuiltSite({
    build,
    pages: ['/strict.html', '/blob.html'],
    answer: (path, _, response) => {
      asked.push(path);
      const file = path === '/favicon.ico' ? '' : files.get(path.slice('/files/'.length));
      if (file !== undefined) response.end(file);
      return file !== undefined;
    },
    headers: (path) => ({
      'content-security-policy': path === '/blob.html' ? BLOB_POLICY : POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    }),
  });
  return { ...site, files, asked };
}

async function build(folder: string): Promise<void> {
  const outDir = join(folder, 'dist');
  for (const options of tsupConfig as Options[]) {
    const { entry } = options;
    const wanted = Array.isArray(entry) ? { files: 'src/files.ts' } : entry && 'files-pdf' in entry ? entry : null;
    if (wanted === null) continue;
    await bundle({ ...options, sourcemap: false, onSuccess: async () => undefined, entry: wanted, outDir });
  }
  await packCharacterMaps(join(outDir, 'files-pdf-maps.bin'));
  await writeFile(join(folder, 'page.js'), SCRIPT);
}
