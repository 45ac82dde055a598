/** The server as a client sees it: what it serves and what not, parts of files, headers. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGE_POLICY, STORYBOOK_POLICY, workerPolicy } from './policies.mjs';
import { startServer } from './serve.mjs';

let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;
const script = 'export const answer = 42;\n'.repeat(100);
const weights = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  const files: Record<string, string | Buffer> = {
    'secret.txt': 'secret',
    'root/index.html': '<!doctype html><title>Home</title>',
    'root/main.js': script,
    'root/engine-wllama.js': '',
    'root/engine.wasm': Buffer.from('\0asm'),
    'root/empty.css': '',
    'root/.hidden': 'secret',
    'root/assets/page-Ab3dEf9h.js': script,
    'root/assets/engine-wllama-Ab3dEf9h.js': '',
    'root/storybook/index.html': '<!doctype html><title>Storybook</title>',
    'model/manifest.json': '{}',
    'model/package.json': '{"private":true}',
    'model/weights/model.gguf': weights,
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await symlink(join(folder, 'secret.txt'), join(folder, 'root/link.txt'));
  server = await startServer({
    root: join(folder, 'root'),
    mounts: [{ path: '/model/', folder: join(folder, 'model'), only: /^(manifest\.json|weights\/[^/]+\.gguf)$/ }],
  });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Not `fetch`, which tidies paths up before it sends them. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('files', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/main.js', 'text/javascript; charset=utf-8'],
    ['/engine.wasm', 'application/wasm'],
    ['/model/manifest.json', 'application/json; charset=utf-8'],
    ['/model/weights/model.gguf', 'application/octet-stream'],
    ['/storybook/?path=/docs/x', 'text/html; charset=utf-8'],
  ])('%s is served as %s', async (path, type) => {
    const { status, headers, body } = await get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['content-length']).toBe(String(body.length));
  });

  test('a folder without its slash is redirected, with its query', async () => {
    const { status, headers } = await get('/storybook?a=b');
    expect(status).toBe(301);
    expect(headers.location).toBe('/storybook/?a=b');
  });

  test('HEAD tells the length and sends nothing', async () => {
    const { status, headers, body } = await get('/model/weights/model.gguf', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '1000', 0]);
  });

  test('an empty file has length 0', async () => {
    const { status, headers } = await get('/empty.css');
    expect([status, headers['content-length']]).toEqual([200, '0']);
  });

  test('other methods are refused', async () => {
    const { status, headers } = await get('/', {}, 'POST');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

describe('what is not served', () => {
  test.each([
    '/nothing.js',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '/.hidden',
    '/link.txt',
    '//main.js',
    '/main.js%00.css',
    '/%zz',
    '/assets/',
    '/model/package.json',
    '/model/weights/',
    '/model/weights/../package.json',
    '/model/weights/%2e%2e/package.json',
  ])('%s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body.toString()).toBe('There is no such file.\n');
  });
});

describe('ranges', () => {
  const path = '/model/weights/model.gguf';

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=990-', 990, 1000],
    ['bytes=-5', 995, 1000],
    ['bytes=998-5000', 998, 1000],
    ['bytes=-5000', 0, 1000],
  ])('%s', async (range, start, end) => {
    const { status, headers, body } = await get(path, { Range: range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end - 1}/1000`);
    expect(headers['content-length']).toBe(String(end - start));
    expect(body).toEqual(weights.subarray(start, end));
  });

  test.each(['bytes=1000-', 'bytes=-0'])('%s cannot be had', async (range) => {
    const { status, headers } = await get(path, { Range: range });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */1000']);
  });

  test.each(['bytes=0-1,5-6', 'bytes=9-3', 'bytes=-', 'lines=1-2'])('%s is answered with the whole', async (range) => {
    const { status, body } = await get(path, { Range: range });
    expect([status, body.length]).toEqual([200, 1000]);
  });

  test('of a version that has changed are answered with the whole', async () => {
    const { headers } = await get(path);
    const same = await get(path, { Range: 'bytes=0-9', 'If-Range': headers.etag ?? '' });
    const other = await get(path, { Range: 'bytes=0-9', 'If-Range': '"other"' });
    expect([same.status, other.status]).toEqual([206, 200]);
  });

  test('of a script are of its plain bytes', async () => {
    const { headers, body } = await get('/main.js', { Range: 'bytes=0-5', 'Accept-Encoding': 'gzip' });
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, 'export']);
  });
});

describe('caching and compression', () => {
  test('a file that has not changed is not sent again', async () => {
    const { headers } = await get('/main.js');
    for (const condition of [
      { 'If-None-Match': headers.etag ?? '' },
      { 'If-None-Match': `"x", W/${headers.etag}` },
      { 'If-Modified-Since': headers['last-modified'] ?? '' },
    ]) {
      const { status, body } = await get('/main.js', condition as Record<string, string>);
      expect([status, body.length]).toEqual([304, 0]);
    }
    expect((await get('/main.js', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  test('only names with a hash are kept without asking', async () => {
    const control = async (path: string) => (await get(path)).headers['cache-control'];
    expect(await control('/assets/page-Ab3dEf9h.js')).toBe('public, max-age=31536000, immutable');
    expect(await control('/main.js')).toBe('no-cache');
    expect(await control('/')).toBe('no-cache');
    expect(await control('/engine-wllama.js')).toBe('no-cache');
  });

  test('text is compressed for those who accept it, with the compressed length and a tag of its own', async () => {
    const plain = await get('/main.js');
    const zipped = await get('/main.js', { 'Accept-Encoding': 'br, gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['content-length']).toBe(String(zipped.body.length));
    expect(zipped.headers.vary).toBe('Accept-Encoding');
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    expect(gunzipSync(zipped.body).toString()).toBe(script);
    expect(plain.body.toString()).toBe(script);
    expect((await get('/main.js', { 'Accept-Encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
  });

  test.each(['/engine.wasm', '/model/weights/model.gguf'])('%s is never compressed', async (path) => {
    const { headers } = await get(path, { 'Accept-Encoding': 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
  });
});

describe('headers', () => {
  test.each(['/', '/engine-wllama.js', '/model/weights/model.gguf', '/nothing'])('%s is isolated', async (path) => {
    expect((await get(path)).headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each([
    ['/', PAGE_POLICY],
    ['/storybook/', STORYBOOK_POLICY],
    ['/engine-wllama.js', workerPolicy()],
    ['/assets/engine-wllama-Ab3dEf9h.js', workerPolicy()],
    ['/element/standalone/engine-webllm.js', workerPolicy()],
    ['/engine-room.js', PAGE_POLICY],
  ])('%s has its own policy', async (path, policy) => {
    expect((await get(path)).headers['content-security-policy']).toBe(policy);
  });

  test('the page may run no WebAssembly and nothing inline; models come from the hosts that are named', () => {
    expect(PAGE_POLICY).not.toMatch(/unsafe/);
    expect(workerPolicy(['https://hub.example'])).toContain("connect-src 'self' https://hub.example;");
  });
});

test('a folder that has not been built is an error that says what to do', async () => {
  await expect(startServer({ root: join(folder, 'nowhere') })).rejects.toThrow('Run `npm run build` first.');
});
