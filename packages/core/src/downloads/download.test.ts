import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadFile } from './download.js';

const body = randomBytes(300_000);
const sha256 = createHash('sha256').update(body).digest('hex');

const routes: Record<string, (response: ServerResponse) => void> = {
  '/whole': (response) => {
    response.setHeader('content-length', body.length);
    response.end(body);
  },
  '/unsized': (response) => {
    response.write(body);
    response.end();
  },
  '/gzip': (response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(body));
  },
  '/reset': (response) => {
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, 1000), () => response.destroy());
  },
  // To HTTP this is a complete, shorter file.
  '/truncated': (response) => response.end(body.subarray(0, 1000)),
  '/longer': (response) => response.end(Buffer.concat([body, body])),
  '/stalled': (response) => {
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, 1000));
  },
  '/portal': (response) => response.end('<!doctype html><title>Log in to the Wi-Fi</title>'),
};

let server: Server;
let origin = '';
let open = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    const route = routes[request.url ?? ''];
    if (route) return route(response);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const file = (path: string, more: { bytes?: number | null; sha256?: string } = {}) => ({
  url: origin + path,
  bytes: body.length as number | null,
  sha256,
  ...more,
});
const nowhere = () => undefined;

describe('downloadFile', () => {
  it.each(['/whole', '/unsized', '/gzip'])('brings every byte in order and counts them: %s', async (path) => {
    const chunks: Uint8Array[] = [];
    let counted = 0;
    const sizes: (number | null)[] = [];
    const bytes = await downloadFile(file(path), (chunk) => void chunks.push(chunk), {
      onBytes: (more) => {
        counted += more;
      },
      onSize: (size) => sizes.push(size),
    });
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
    expect([bytes, counted]).toEqual([body.length, body.length]);
    expect(sizes).toEqual([body.length]);
  });

  it('learns the size from the server, where it tells, and not from a compressed length', async () => {
    const sizes: (number | null)[] = [];
    for (const path of ['/whole', '/unsized', '/gzip']) {
      await downloadFile(file(path, { bytes: null }), nowhere, { onSize: (size) => sizes.push(size) });
    }
    expect(sizes).toEqual([body.length, null, null]);
  });

  it.each([
    ['a file cut short in silence', '/truncated', {}, 'integrity', /instead of 300000/],
    ['a file that is too long', '/longer', {}, 'integrity', /longer/],
    ['a page in place of the file', '/portal', {}, 'integrity', /bytes/],
    ['other bytes of the same length', '/whole', { sha256: '0'.repeat(64) }, 'integrity', /SHA-256/],
    ['a cut short file of unknown size but known hash', '/truncated', { bytes: null }, 'integrity', /SHA-256/],
    ['a broken connection', '/reset', {}, 'network', /connection/],
    ['a missing file', '/missing', {}, 'http', /404 for missing/],
  ])('refuses %s', async (_, path, more, code, message) => {
    await expect(downloadFile(file(path, more), nowhere)).rejects.toMatchObject({ code, message });
  });

  it('says that a server is not there', async () => {
    await expect(downloadFile({ url: 'http://127.0.0.1:9/x', bytes: 1 }, nowhere)).rejects.toMatchObject({
      code: 'network',
    });
  });

  it('gives up on a connection that has stalled', async () => {
    await expect(downloadFile(file('/stalled'), nowhere, { stallMs: 50 })).rejects.toMatchObject({
      code: 'network',
      details: { received: 1000 },
    });
  });

  it('stops the transfer when it is called off', async () => {
    const stop = new AbortController();
    const download = downloadFile(file('/stalled'), () => stop.abort(), { signal: stop.signal });
    await expect(download).rejects.toMatchObject({ code: 'aborted' });
    await expect.poll(() => open).toBe(0);
  });

  it('passes on what its sink throws, and stops the transfer', async () => {
    const full = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
    await expect(downloadFile(file('/stalled'), full)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    await expect.poll(() => open).toBe(0);
  });
});
