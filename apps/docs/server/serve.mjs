/** Serves the built docs, the element and the starter model as a careful site would, on this machine only. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFile } from './files.mjs';
import { COMMON_HEADERS, policyFor } from './policies.mjs';
import { sendFile } from './respond.mjs';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
/** The built docs: the landing page, and Storybook in `storybook/`. */
export const WEB_ROOT = join(REPOSITORY, 'apps/docs/dist');

/**
 * The packages, served from where they are: what a page may load of them and nothing else.
 *
 * @type {readonly import('./files.mjs').Mount[]}
 */
export const PACKAGE_MOUNTS = [
  {
    path: '/model-smollm2-135m/',
    folder: join(REPOSITORY, 'packages/model-smollm2-135m'),
    only: /^(manifest\.json|weights\/[^/]+\.gguf)$/,
  },
  {
    path: '/element/',
    folder: join(REPOSITORY, 'packages/element'),
    only: /^(define\.js|search\.js|summary\.js|isolated\.js|standalone\/.+)$/,
  },
];

/**
 * Starts a server.
 *
 * @param {object} [options]
 * @param {string} [options.root] the folder for `/`
 * @param {number} [options.port] 0 for any free one; one that is taken is an `EADDRINUSE` error
 * @param {string} [options.host] the address to listen on
 * @param {readonly import('./files.mjs').Mount[]} [options.mounts] further folders
 * @param {(path: string) => string | null} [options.policies] the Content-Security-Policy for a path,
 *   `null` for none
 * @param {Record<string, string>} [options.headers] on every response, instead of cross-origin isolation
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>} `url` ends in `/`
 */
export async function startServer({
  root = WEB_ROOT,
  port = 0,
  host = '127.0.0.1',
  mounts = PACKAGE_MOUNTS,
  policies = policyFor,
  headers = COMMON_HEADERS,
} = {}) {
  if (!existsSync(root)) throw new Error(`There is nothing to serve at ${root}. Run \`npm run build\` first.`);
  const folders = [...mounts, { path: '/', folder: root }];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // A visitor who leaves in mid-file is no failure of ours.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') process.stderr.write(`${request.url}: ${error.stack}\n`);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Something failed on the server.');
    });
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function answer(request, response) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const [path = '/', query] = (request.url ?? '/').split('?', 2);
    const policy = policies(path);
    if (policy !== null) response.setHeader('Content-Security-Policy', policy);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Files can only be read.');
    }
    const found = await findFile(folders, path);
    if (found === null) return sendText(response, 404, 'There is no such file.');
    if ('redirect' in found) {
      const location = query === undefined ? found.redirect : `${found.redirect}?${query}`;
      return void response.writeHead(301, { Location: location, 'Content-Length': 0 }).end();
    }
    return sendFile(request, response, found);
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(response, status, text) {
  const bytes = Buffer.from(`${text}\n`);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': bytes.length });
  response.end(bytes);
}
