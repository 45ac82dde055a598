/** The download over real HTTP in Node, into memory, where time is ours. What needs a browser is in `downloads.chromium.test.ts`. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoadProgress } from '../engine/adapter.js';
import { PauseGate } from '../engine/pause-gate.js';
import { FaultyServer, partsOf, sha256Of } from './faulty-server.case.js';
import { type FetchOptions, fetchFiles } from './fetch-files.js';
import { MemoryStore } from './memory-store.js';
import type { Surroundings } from './surroundings.js';
import type { WantedFile } from './wanted-file.js';

const PART = 65_536;
const SIZE = 10 * PART + 1234;

const server = new FaultyServer();
beforeAll(async () => void (await server.start()));
afterAll(() => server.close());

let file: Buffer;
let store: MemoryStore;
/** Waits that were asked for, in milliseconds. */
let waits: number[];
beforeEach(() => {
  server.reset();
  file = server.add('model.gguf', SIZE);
  store = new MemoryStore();
  waits = [];
});

/** Time that passes as soon as somebody waits for it. */
function quickTime(more: Partial<Surroundings> = {}): Partial<Surroundings> {
  let now = 0;
  return {
    now: () => now,
    random: () => 0.5,
    async wait(ms) {
      waits.push(ms);
      now += ms;
    },
    estimate: async () => null,
    ...more,
  };
}

/** The file with hashes of its parts. */
const pinned = (): WantedFile => ({
  name: 'model.gguf',
  url: server.url('model.gguf'),
  bytes: SIZE,
  sha256: sha256Of(file),
  parts: partsOf(file, PART),
});
/** The file of which nothing is known. */
const unknown = (): WantedFile => ({ name: 'model.gguf', url: server.url('model.gguf'), bytes: null });

function fetch(wanted: readonly WantedFile[] = [pinned()], options: FetchOptions = {}) {
  return fetchFiles(wanted, store, { surroundings: quickTime(), ...options });
}

const integrity = (message: RegExp) => ({ code: 'integrity', message: expect.stringMatching(message) });

async function bytesOf(data: Blob | undefined): Promise<Buffer> {
  return Buffer.from((await data?.arrayBuffer()) ?? new ArrayBuffer(0));
}

async function expectWhole(result: Awaited<ReturnType<typeof fetchFiles>>): Promise<void> {
  expect((await bytesOf(result.files[0])).equals(file)).toBe(true);
}

describe('a file', () => {
  it('comes in parts over several connections, each byte once', async () => {
    const progress: LoadProgress[] = [];
    await expectWhole(await fetch([pinned()], { onProgress: (step) => progress.push(step) }));
    expect(server.repeatedBytes('model.gguf')).toBe(0);
    expect(progress.at(0)).toEqual({ type: 'download-progress', loadedBytes: 0, totalBytes: SIZE });
    expect(progress.at(-1)).toEqual({ type: 'download-progress', loadedBytes: SIZE, totalBytes: SIZE });
    server.sent = [];
    const again = await fetch();
    await expectWhole(again);
    expect(again.fetched).toBe(false);
    expect(server.sent).toEqual([]);
  });
});

describe('a file of which nobody has said the length', () => {
  it.each([
    ['the server says it', {}],
    ['pages may not read where the server says it', { exposes: false }],
    ['the server says it nowhere', { lengths: false, ranges: false }],
    ['the server has no ranges', { ranges: false }],
  ])('is whole all the same: %s', async (_, settings) => {
    Object.assign(server, settings);
    file = server.add('model.gguf', 9 * 2 ** 20 + 5);
    const progress: LoadProgress[] = [];
    await expectWhole(await fetch([unknown()], { onProgress: (step) => progress.push(step) }));
    expect(server.repeatedBytes('model.gguf')).toBe(0);
    expect(progress.at(-1)).toMatchObject({ loadedBytes: file.length, totalBytes: file.length });
    expect((await fetch([unknown()])).fetched).toBe(false);
  });

  it.each([0, 1, 4 * 2 ** 20, 8 * 2 ** 20])('may have %i bytes', async (bytes) => {
    file = server.add('model.gguf', bytes);
    for (const [exposes, ranges] of [
      [true, true],
      [false, true],
      [true, false],
    ] as const) {
      Object.assign(server, { exposes, ranges });
      store = new MemoryStore();
      await expectWhole(await fetch([unknown()]));
    }
  });
});

describe('what passes', () => {
  it('is outlasted: 500 twice, then well', async () => {
    const failure = { kind: 'status', status: 500 } as const;
    server.faults.set('model.gguf', [failure, failure]);
    const holds = new Set<string | undefined>();
    await expectWhole(
      await fetch([pinned()], { onProgress: (step) => holds.add('hold' in step ? step.hold : undefined) }),
    );
    expect(waits).toEqual([500, 1000]);
    expect(holds).toEqual(new Set([undefined, 'retrying']));
  });

  it('is waited for as long as the server asks, but no more than a minute', async () => {
    server.faults.set('model.gguf', [
      { kind: 'status', status: 429, retryAfter: '7' },
      { kind: 'status', status: 503, retryAfter: '3600' },
    ]);
    await expectWhole(await fetch());
    expect(waits).toEqual([7000, 60_000]);
  });

  it.each([
    // What had arrived and was not read yet goes with the connection, but never a part that was kept.
    ['breaks', { kind: 'break', after: 100_000 }, 2 * PART],
    ['ends too early without a word', { kind: 'cut', after: 100_000 }, 0],
  ] as const)('is a connection that %s', async (_, fault, atMost) => {
    server.faults.set('model.gguf', [fault]);
    await expectWhole(await fetch());
    expect(server.repeatedBytes('model.gguf')).toBeLessThanOrEqual(atMost);
    expect(waits).toEqual([500]);
  });

  it('is a connection that stalls', async () => {
    server.faults.set('model.gguf', [{ kind: 'stall', after: 100_000 }]);
    await expectWhole(await fetch([pinned()], { surroundings: quickTime({ stallMs: 300 }) }));
    expect(waits).toHaveLength(1);
    await expect.poll(() => server.open).toBe(0);
  });

  it.each([
    [{ kind: 'status', status: 502 }, 'http', /502 for model\.gguf/],
    [{ kind: 'break', after: 1000 }, 'network', /connection for model\.gguf/],
    [{ kind: 'cut', after: 1000 }, 'network', /ended after \d+ of/],
  ] as const)('is given up after six tries without a new part: %o', async (fault, code, message) => {
    server.lasting.set('model.gguf', fault);
    await expect(fetch()).rejects.toMatchObject({ code, message });
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  it('is the time without a network', async () => {
    let online = false;
    server.lasting.set('model.gguf', { kind: 'break', after: 1000 });
    const told = Promise.withResolvers<void>();
    const surroundings = quickTime({
      isOnline: () => online,
      async whenOnline() {
        await told.promise;
        server.lasting.clear();
        online = true;
      },
    });
    const onProgress = (step: LoadProgress) => {
      if (step.type === 'download-progress' && step.hold === 'offline') told.resolve();
    };
    await expectWhole(await fetch([pinned()], { surroundings, onProgress }));
    // Being offline is nobody's failure.
    expect(waits).toEqual([]);
  });
});

describe('what does not pass', () => {
  it.each([403, 404, 410])('is status %i', async (status) => {
    server.lasting.set('model.gguf', { kind: 'status', status });
    await expect(fetch()).rejects.toMatchObject({ code: 'http', details: { status } });
    expect(server.sent).toHaveLength(1);
  });

  it.each([undefined, 'application/octet-stream'])('is a web page of type %s', async (type) => {
    server.lasting.set('model.gguf', { kind: 'web-page', ...(type ? { type } : {}) });
    const wanted = { ...unknown(), magic: [0x47, 0x47, 0x55, 0x46] };
    await expect(fetch([wanted])).rejects.toMatchObject({
      code: 'integrity',
      message: 'A web page came in place of model.gguf.',
      hint: expect.stringContaining('log in'),
    });
    expect(server.sent).toHaveLength(1);
  });

  it('is a file of another kind', async () => {
    const wanted = { ...unknown(), magic: [...file.subarray(0, 3), (file.readUInt8(3) + 1) % 256] };
    await expect(fetch([wanted])).rejects.toMatchObject(integrity(/another kind/));
  });

  it.each([true, false])('is a file shorter than was published (ranges: %s)', async (ranges) => {
    server.ranges = ranges;
    server.lasting.set('model.gguf', { kind: 'shorter', by: 10 });
    await expect(fetch()).rejects.toMatchObject(integrity(/model\.gguf is not the file/));
    expect(waits).toEqual([]);
  });

  it('is a longer one', async () => {
    server.ranges = false;
    const wanted = { ...unknown(), bytes: SIZE - 5 };
    await expect(fetch([wanted])).rejects.toMatchObject(integrity(/more came/));
  });

  it('is a server that is not there', async () => {
    const wanted = { name: 'x', url: 'http://127.0.0.1:9/x', bytes: 1 };
    await expect(fetch([wanted])).rejects.toMatchObject({ code: 'network' });
  });
});

describe('a wrong byte', () => {
  it('costs its part alone, once', async () => {
    server.faults.set('model.gguf', [{ kind: 'flip', at: PART + 7 }]);
    await expectWhole(await fetch());
    expect(server.repeatedBytes('model.gguf')).toBe(PART);
  });

  it('that stays is told of after three more tries', async () => {
    server.lasting.set('model.gguf', { kind: 'flip', at: PART + 7 });
    await expect(fetch()).rejects.toMatchObject(integrity(/part 2 differs/));
    expect(server.sentOf('model.gguf').filter(({ from, bytes }) => from <= PART && from + bytes > PART)).toHaveLength(
      4,
    );
  });

  it.each(['sha256', 'md5'] as const)('is found by the %s of a whole file, which is fetched again', async (kind) => {
    const { createHash } = await import('node:crypto');
    const hash = createHash(kind).update(file).digest('hex');
    server.faults.set('model.gguf', [{ kind: 'flip', at: 3 * PART }]);
    await expectWhole(await fetch([{ ...unknown(), bytes: SIZE, [kind]: hash }]));
    server.lasting.set('model.gguf', { kind: 'flip', at: 3 * PART });
    store = new MemoryStore();
    await expect(fetch([{ ...unknown(), bytes: SIZE, [kind]: hash }])).rejects.toMatchObject({ code: 'integrity' });
  });

  it('of a large file drops it, and the next attempt begins anew', async () => {
    file = server.add('model.gguf', 34 * 2 ** 20);
    const wanted = { ...unknown(), bytes: file.length, sha256: sha256Of(file) };
    server.faults.set('model.gguf', [{ kind: 'flip', at: 5 }]);
    await expect(fetch([wanted])).rejects.toMatchObject(integrity(/SHA-256/));
    await expectWhole(await fetch([wanted]));
  });
});

describe('another version on the server', () => {
  it('starts the file over', async () => {
    file = server.add('model.gguf', 13 * 2 ** 20);
    server.etags.set('model.gguf', '"one"');
    const stop = new AbortController();
    server.faults.set('model.gguf', [null, { kind: 'stall', after: 1 }]);
    const onProgress = (step: LoadProgress) => {
      if (step.type === 'download-progress' && step.loadedBytes >= 9 * 2 ** 20) stop.abort();
    };
    await expect(fetch([unknown()], { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'aborted' });
    server.lasting.clear();
    server.etags.set('model.gguf', '"two"');
    file = server.add('model.gguf', 13 * 2 ** 20 + 1);
    await expectWhole(await fetch([unknown()]));
  });

  it('has another hash in the list, and is fetched', async () => {
    const { createHash } = await import('node:crypto');
    const listed = () => ({ ...unknown(), bytes: SIZE, md5: createHash('md5').update(file).digest('hex') });
    await expectWhole(await fetch([listed()]));
    expect((await fetch([listed()])).fetched).toBe(false);
    file = server.add('model.gguf', SIZE);
    await expectWhole(await fetch([listed()]));
  });
});

describe('a download that is broken off', () => {
  it('falls silent, and goes on without a byte twice', async () => {
    const stop = new AbortController();
    server.lasting.set('model.gguf', { kind: 'stall', after: 2 * PART + 99 });
    const half = fetch([pinned()], {
      signal: stop.signal,
      onProgress: (step) => {
        if (step.type === 'download-progress' && step.loadedBytes >= 6 * PART) stop.abort();
      },
    });
    await expect(half).rejects.toMatchObject({ code: 'aborted' });
    await expect.poll(() => server.open).toBe(0);
    server.lasting.clear();
    server.sent = [];
    const progress: LoadProgress[] = [];
    await expectWhole(await fetch([pinned()], { onProgress: (step) => progress.push(step) }));
    const first = progress[0];
    expect(first?.type === 'download-progress' && first.loadedBytes).toBeGreaterThanOrEqual(4 * PART);
    const sent = server.sent.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sent).toBe(SIZE - (first?.type === 'download-progress' ? first.loadedBytes : 0));
  });

  it('stands still behind a closed gate, and goes on behind an open one', async () => {
    const gate = new PauseGate();
    server.faults.set('model.gguf', Array(4).fill({ kind: 'stall', after: PART + 50 }));
    let most = 0;
    let paused = false;
    const steps: LoadProgress[] = [];
    const download = fetch([pinned()], {
      gate,
      onProgress(step) {
        steps.push(step);
        if (step.type !== 'download-progress') return;
        expect(step.loadedBytes).toBeGreaterThanOrEqual(most);
        most = step.loadedBytes;
        if (!paused && most >= 4 * (PART + 50)) {
          paused = true;
          gate.close();
        }
      },
    });
    await expect.poll(() => steps.at(-1)).toMatchObject({ hold: 'paused' });
    await expect.poll(() => server.open).toBe(0);
    const before = server.sent.length;
    gate.open();
    await expectWhole(await download);
    expect(server.sent.length).toBeGreaterThan(before);
    expect(server.repeatedBytes('model.gguf')).toBe(0);
    expect(waits).toEqual([]);
  });
});

describe('room', () => {
  it('is asked for before the first byte', async () => {
    const surroundings = quickTime({ estimate: async () => ({ quota: 600_000, usage: 100_000 }) });
    await expect(fetch([pinned()], { surroundings })).rejects.toMatchObject({
      code: 'quota',
      message: 'The model needs 1 MB of storage; 1 MB are free.',
      details: { neededBytes: SIZE, freeBytes: 500_000 },
    });
    expect(server.sent).toEqual([]);
  });

  it('that runs out ends the download, and what has come stays', async () => {
    const full = new MemoryStore();
    const open = full.open.bind(full);
    let written = 0;
    full.open = async (key) => {
      const handle = await open(key);
      const write = handle.write.bind(handle);
      handle.write = (bytes, at) => {
        written += 1;
        if (written > 5) throw new DOMException('Full.', 'QuotaExceededError');
        write(bytes, at);
      };
      return handle;
    };
    store = full;
    await expect(fetch()).rejects.toMatchObject({ code: 'quota', details: { neededBytes: SIZE - 5 * PART } });
    written = Number.NEGATIVE_INFINITY;
    server.sent = [];
    await expectWhole(await fetch());
    expect(server.sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(SIZE - 5 * PART);
  });
});

describe('several files', () => {
  it('come side by side, the same one only once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const bodies = names.map((name, index) => server.add(name, PART + index));
    const wanted = names.map((name, index) => ({
      name,
      url: server.url(name),
      bytes: index % 2 ? null : PART + index,
      sha256: sha256Of(bodies[index] ?? Buffer.of()),
    }));
    const { files } = await fetch([...wanted, { ...wanted[0], name: 'again' } as WantedFile]);
    const read = await Promise.all(files.map(bytesOf));
    expect(read.map((body, index) => body.equals(bodies[index % 6] ?? Buffer.of()))).toEqual(Array(7).fill(true));
    expect(server.sent.map(({ name }) => name).sort()).toEqual(names);
  });

  it('are all let go when one of them fails', async () => {
    server.add('other', 10 * PART);
    server.lasting.set('other', { kind: 'stall', after: PART });
    const other = { name: 'other', url: server.url('other'), bytes: 10 * PART };
    const gone = { name: 'gone', url: server.url('gone'), bytes: 5 };
    await expect(fetch([other, gone])).rejects.toMatchObject({ code: 'http', details: { status: 404 } });
    await expect.poll(() => server.open).toBe(0);
  });
});
