/** The command `local-llm-manifest`, started as people start it. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GgufModel, type MlcModel, parseModelRecord } from './model-record.js';

const command = fileURLToPath(new URL('../../bin/make-manifest.mjs', import.meta.url));
const MIB = 2 ** 20;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const partsOf = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    sha256(bytes.subarray(index * size, (index + 1) * size)),
  );

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'make-manifest-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function start(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const answer = await promisify(execFile)(process.execPath, [command, ...args], { cwd: folder }).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { code: 0, ...answer };
}

async function manifestOf(...args: string[]): Promise<unknown> {
  const { stdout, stderr, code } = await start(...args, '--out', '-');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const gguf = (length: number) => Buffer.concat([Buffer.from('GGUF'), randomBytes(length - 4)]);

describe('a GGUF file', () => {
  it('gets exact bytes and the hash of the file and of each part', async () => {
    const bytes = gguf(9 * MIB + 5);
    await writeFile(join(folder, 'my model.gguf'), bytes);
    const manifest = await manifestOf('my model.gguf', '--license', 'MIT', '--languages', 'en,de', '--context', '8192');
    const record = parseModelRecord(manifest, 'https://site.example/models/manifest.json') as GgufModel;
    expect(record).toMatchObject({
      id: 'my model',
      license: { id: 'MIT' },
      languages: ['en', 'de'],
      contextLength: 8192,
    });
    expect(record.files).toEqual([
      {
        url: 'https://site.example/models/my%20model.gguf',
        bytes: bytes.length,
        sha256: sha256(bytes),
        parts: { bytes: 4 * MIB, sha256: partsOf(bytes, 4 * MIB) },
      },
    ]);
    expect(record.files[0]?.parts?.sha256).toHaveLength(3);
  });

  it('in shards becomes one model', async () => {
    const shards = [gguf(100), gguf(200)];
    const names = ['big-00001-of-00002.gguf', 'big-00002-of-00002.gguf'];
    for (const [index, bytes] of shards.entries()) await writeFile(join(folder, names[index] ?? ''), bytes);
    const manifest = await manifestOf(...names);
    expect(manifest).toMatchObject({ id: 'big', files: shards.map((bytes) => ({ sha256: sha256(bytes) })) });
    expect(parseModelRecord(manifest, 'https://site.example/')).toMatchObject({ bytes: 300, bytesAre: 'exact' });
    // One part is the file.
    expect(JSON.stringify(manifest)).not.toContain('parts');
  });

  it('of more than a gibibyte gets larger parts, 256 at most', async () => {
    await writeFile(join(folder, 'large.gguf'), 'GGUF');
    // A file with holes: as large as it says, without taking up the room.
    await truncate(join(folder, 'large.gguf'), 1025 * MIB);
    const { files } = (await manifestOf('large.gguf')) as GgufModel;
    expect(files[0]?.parts?.bytes).toBe(8 * MIB);
    expect(files[0]?.parts?.sha256).toHaveLength(129);
  }, 60_000);

  it('has its manifest beside it', async () => {
    await mkdir(join(folder, 'models'));
    await writeFile(join(folder, 'models/a.gguf'), gguf(1000));
    expect((await start('models/a.gguf')).stdout).toMatch(/manifest\.json: 1 file, 1,000 bytes/);
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'models/manifest.json'), 'utf8'));
    expect(parseModelRecord(manifest, 'https://site.example/')).toMatchObject({ id: 'a', bytes: 1000 });
  });
});

describe('a folder in MLC format', () => {
  async function makeFolder(): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>([
      ['mlc-chat-config.json', Buffer.from(JSON.stringify({ quantization: 'q4f16_1', context_window_size: 2048 }))],
      [
        'tensor-cache.json',
        Buffer.from(
          JSON.stringify({ records: [{ dataPath: 'params_shard_0.bin' }, { dataPath: 'params_shard_1.bin' }] }),
        ),
      ],
      ['tokenizer.json', randomBytes(500)],
      ['params_shard_0.bin', randomBytes(5 * MIB)],
      ['params_shard_1.bin', randomBytes(300)],
      ['model.wasm', randomBytes(400)],
    ]);
    await mkdir(join(folder, 'tiny-q4f16_1-MLC'));
    for (const [name, bytes] of files) await writeFile(join(folder, 'tiny-q4f16_1-MLC', name), bytes);
    return files;
  }

  it('gets every file that the engine reads, and the library', async () => {
    const files = await makeFolder();
    await writeFile(join(folder, 'tiny-q4f16_1-MLC/README.md'), 'not read by the engine');
    const manifest = await manifestOf('tiny-q4f16_1-MLC/');
    const record = parseModelRecord(manifest, 'https://site.example/tiny/manifest.json') as MlcModel;
    expect(record).toMatchObject({
      id: 'tiny-q4f16_1-MLC',
      url: 'https://site.example/tiny/',
      library: 'https://site.example/tiny/model.wasm',
      contextLength: 2048,
      quantization: 'q4f16_1',
      gpu: { features: ['shader-f16'] },
      bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
      bytesAre: 'exact',
      libraryFile: { sha256: sha256(files.get('model.wasm') ?? Buffer.of()) },
    });
    expect(record.files?.map(({ path, sha256 }) => [path, sha256]).sort()).toEqual(
      [...files]
        .filter(([name]) => name !== 'model.wasm')
        .map(([name, bytes]) => [name, sha256(bytes)])
        .sort(),
    );
    expect(record.files?.find(({ path }) => path === 'params_shard_0.bin')?.parts?.sha256).toHaveLength(2);
  });

  it('takes a library of another name, and what the GPU needs', async () => {
    await makeFolder();
    await writeFile(join(folder, 'tiny-q4f16_1-MLC/lib.wasm'), 'other');
    const manifest = await manifestOf(
      'tiny-q4f16_1-MLC',
      '--library',
      'tiny-q4f16_1-MLC/lib.wasm',
      '--binding',
      '200000000',
      '--features',
      'shader-f16,subgroups',
    );
    expect(manifest).toMatchObject({
      library: 'lib.wasm',
      libraryFile: { bytes: 5 },
      gpu: { features: ['shader-f16', 'subgroups'], maxStorageBufferBindingSize: 200_000_000 },
    });
  });

  it('that is not whole says what is missing', async () => {
    await makeFolder();
    await rm(join(folder, 'tiny-q4f16_1-MLC/params_shard_1.bin'));
    expect(await start('tiny-q4f16_1-MLC')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/params_shard_1\.bin cannot be read/),
    });
  });
});

describe('the command', () => {
  it.each<[string, string[], RegExp]>([
    ['a file that is not there', ['none.gguf'], /none\.gguf cannot be read/],
    ['a web page', ['page.gguf'], /page\.gguf is not a GGUF file/],
    ['a number that is none', ['real.gguf', '--context', 'many'], /--context wants a whole number/],
    ['an option that is none', ['real.gguf', '--contxt', '1'], /Unknown option '--contxt'/],
  ])('says what is wrong with %s', async (_, args, pattern) => {
    await writeFile(join(folder, 'page.gguf'), '<!doctype html>');
    await writeFile(join(folder, 'real.gguf'), gguf(100));
    const { code, stderr } = await start(...args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(pattern)]);
    expect(stderr).not.toContain('    at ');
  });

  it('explains itself, through a link too, as npm makes one', async () => {
    expect((await start()).stdout).toContain('local-llm-manifest model.gguf');
    const link = join(folder, 'local-llm-manifest');
    await symlink(command, link);
    const { stdout } = await promisify(execFile)(link, ['--help']);
    expect(stdout).toContain('--quantization');
  });
});
