/** Downloads in a real Chromium, onto its real file system, against a server that counts its bytes and has faults. */
import { describe, expect, it } from 'vitest';
import type { GgufModel } from '../models/model-record.js';
import type { DownloadsPage, LoadReport } from './downloads.page.case.js';
import { DownloadsBrowser, loadedBytes, NAME, PART, SIZE } from './downloads-browser.case.js';
import { sha256Of } from './faulty-server.case.js';

declare const downloads: DownloadsPage;

const chrome = new DownloadsBrowser();

describe('a model', () => {
  it('comes with exact bytes, each of them once, and needs no network after that', async () => {
    expect(await chrome.find()).toBeNull();
    const report = await chrome.load();
    chrome.expectWhole(report);
    expect(chrome.server.repeatedBytes(NAME)).toBe(0);
    expect(chrome.sentBytes).toBe(SIZE);
    expect(chrome.server.sent.length).toBeGreaterThan(3);
    expect(report.progress[0]).toEqual({ type: 'download-progress', loadedBytes: 0, totalBytes: SIZE });
    expect(report.progress.at(-1)).toEqual({ type: 'download-progress', loadedBytes: SIZE, totalBytes: SIZE });
    const bytes = report.progress.map(loadedBytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(await chrome.find()).toMatchObject({ lastUsedAt: expect.any(Number) });
    chrome.server.sent = [];
    await chrome.page.reload();
    await chrome.page.waitForFunction(() => 'downloads' in globalThis);
    const again = await chrome.load();
    chrome.expectWhole(again);
    expect(again).toMatchObject({ fetched: false, progress: [] });
    expect(chrome.server.sent).toEqual([]);
  });

  it('comes when garbage is collected at every step', async () => {
    chrome.expectWhole(await chrome.load(chrome.model(), { collects: true }));
  });

  it('is measured without being downloaded', async () => {
    const unknown = chrome.unknownModel();
    expect(await chrome.page.evaluate((record) => downloads.measure(record), unknown)).toBe(SIZE);
    chrome.server.lengths = false;
    expect(await chrome.page.evaluate((record) => downloads.measure(record), unknown)).toBe(SIZE);
    expect(chrome.sentBytes).toBe(1);
    chrome.server.ranges = false;
    expect(await chrome.page.evaluate((record) => downloads.measure(record), unknown)).toBeNull();
  });

  it('is kept in memory where the file system is closed to us', async () => {
    // A frame without an origin has no file system, no locks, and not even `crypto.subtle`.
    const report = await chrome.page.evaluate(async (record) => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      const script = await (await fetch('/worker.js')).text();
      frame.srcdoc = `<script type="module">
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script).replaceAll('<', '\\u003c')}], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => data.type !== 'progress' && parent.postMessage(data, '*');
        worker.postMessage({ type: 'load', model: ${JSON.stringify(record)}, quirks: {} });
      </script>`;
      const answer = new Promise<{ hashes?: string[]; error?: unknown }>((resolve) => {
        addEventListener('message', ({ data }) => resolve(data), { once: true });
      });
      document.body.append(frame);
      return answer;
    }, chrome.model());
    expect(report.error).toBeUndefined();
    expect(report.hashes).toEqual([sha256Of(chrome.file)]);
    expect(await chrome.list()).toEqual([]);
  });
});

describe('a download that is cut short goes on from there', () => {
  it('after a cancellation, which silences the network', async () => {
    const { loading } = await chrome.loadHalf();
    await chrome.tell({ type: 'cancel' });
    await expect.poll(() => chrome.server.open).toBe(0);
    expect((await loading).error).toMatchObject({ code: 'aborted' });
    await goesOn(20);
  });

  it('after the death of its worker', async () => {
    await chrome.loadHalf();
    await chrome.kill();
    await expect.poll(() => chrome.server.open).toBe(0);
    await goesOn(20);
  });

  it('after the death of its page', async () => {
    await chrome.loadHalf();
    await chrome.page.close();
    await expect.poll(() => chrome.server.open).toBe(0);
    chrome.page = await chrome.openPage();
    await goesOn(20);
  });

  it('after the death of its worker, where nobody has published hashes', async () => {
    const bytes = 30 * 2 ** 20;
    chrome.file = chrome.addModel(NAME, bytes);
    const unknown = chrome.unknownModel();
    chrome.server.faults.set(NAME, [null, ...Array(9).fill({ kind: 'stall', after: 5 * 2 ** 20 })]);
    chrome.load(unknown).catch(() => undefined);
    // Parts of 4 MiB: the first alone, then as much as comes of the others.
    await expect
      .poll(() => chrome.server.sent.map((sent) => sent.bytes), { timeout: 20_000 })
      .toEqual(
        [4 * 2 ** 20, 5 * 2 ** 20, 5 * 2 ** 20, 5 * 2 ** 20, expect.any(Number)].slice(0, chrome.server.sent.length),
      );
    await expect
      .poll(async () => (await chrome.list())[0]?.bytes, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(16 * 2 ** 20);
    await chrome.kill();
    await expect.poll(() => chrome.server.open).toBe(0);
    const kept = (await chrome.list())[0]?.bytes ?? 0;
    chrome.server.faults.clear();
    chrome.server.sent = [];
    chrome.expectWhole(await chrome.load(unknown));
    expect(chrome.sentBytes).toBe(bytes - kept);
  });

  /** Everything that was finished is there, and nothing of it is asked for again. */
  async function goesOn(parts: number): Promise<void> {
    expect(await chrome.list()).toMatchObject([{ id: 'tiny', bytes: parts * PART, complete: false }]);
    expect(await chrome.find()).toBeNull();
    chrome.server.lasting.clear();
    chrome.server.sent = [];
    const report = await chrome.load();
    chrome.expectWhole(report);
    expect(loadedBytes(report.progress[0])).toBe(parts * PART);
    expect(chrome.sentBytes).toBe(SIZE - parts * PART);
    expect(await chrome.list()).toMatchObject([{ id: 'tiny', bytes: SIZE, complete: true }]);
  }
});

describe('a download outlasts', () => {
  it.each([
    [
      '500 twice',
      [
        { kind: 'status', status: 500 },
        { kind: 'status', status: 500 },
      ],
    ],
    ['a body that ends too early', [{ kind: 'cut', after: 3 * PART + 9 }]],
    ['a connection that stalls', [{ kind: 'stall', after: 3 * PART + 9 }]],
    ['a wrong byte', [{ kind: 'flip', at: 5 * PART }]],
  ] as const)('%s', async (_, faults) => {
    chrome.server.faults.set(NAME, [...faults]);
    // Long enough for a busy machine, which must not take its own slowness for a stall of the other connections.
    chrome.expectWhole(await chrome.load(chrome.model(), { stallMs: 4_000 }));
    // A wrong part, or the beginning of one: never more.
    expect(chrome.server.repeatedBytes(NAME)).toBeLessThanOrEqual(2 * PART);
  });

  it('connections that break', async () => {
    // All that was sent has been read: what has not is lost with its connection, however much that is.
    const { loading } = await chrome.loadHalf();
    chrome.server.lasting.clear();
    chrome.server.breakConnections();
    chrome.expectWhole(await loading);
    expect(chrome.server.repeatedBytes(NAME)).toBe(0);
    expect(chrome.sentBytes).toBe(SIZE);
  });

  it('a server without ranges, and lengths that nobody tells', async () => {
    chrome.server.ranges = false;
    chrome.server.lengths = false;
    chrome.expectWhole(await chrome.load());
    expect(chrome.sentBytes).toBe(SIZE);
    const other = chrome.addModel('other.gguf', 5 * 2 ** 20 + 3);
    chrome.expectWhole(await chrome.load(chrome.unknownModel(chrome.url('other.gguf'))), other);
    expect(await chrome.list()).toMatchObject([{ id: 'unknown', bytes: other.length, complete: true }, { id: 'tiny' }]);
  });

  it('a server of another site whose headers pages may not read', async () => {
    chrome.server.exposes = false;
    const other = chrome.addModel('other.gguf', 9 * 2 ** 20 + 3);
    const url = chrome.url('other.gguf').replace('localhost', '127.0.0.1');
    chrome.expectWhole(await chrome.load(chrome.unknownModel(url)), other);
    expect(chrome.server.repeatedBytes('other.gguf')).toBe(0);
  });

  it('the time without a network', async () => {
    await chrome.loadHalf({ stallMs: 1500 });
    chrome.server.lasting.set(NAME, { kind: 'break', after: 0 });
    await chrome.tell({ type: 'online', online: false });
    await expect.poll(() => chrome.progress(), { timeout: 20_000 }).toMatchObject({ hold: 'retrying' });
    await expect.poll(() => chrome.progress(), { timeout: 20_000 }).toMatchObject({ hold: 'offline' });
    const asked = chrome.server.sent.length;
    chrome.server.lasting.clear();
    expect(chrome.server.sent.length).toBe(asked);
    await chrome.tell({ type: 'online', online: true });
    await expect.poll(() => chrome.find(), { timeout: 20_000 }).not.toBeNull();
  });

  it('a pause, in which the network is silent', async () => {
    const { loading } = await chrome.loadHalf();
    await chrome.tell({ type: 'pause', paused: true });
    await expect.poll(() => chrome.progress()).toMatchObject({ hold: 'paused' });
    await expect.poll(() => chrome.server.open).toBe(0);
    chrome.server.lasting.clear();
    const asked = chrome.server.sent.length;
    await chrome.tell({ type: 'pause', paused: false });
    chrome.expectWhole(await loading);
    expect(chrome.server.sent.length).toBeGreaterThan(asked);
    expect(chrome.server.repeatedBytes(NAME)).toBe(0);
  });
});

describe('a download says what is wrong', () => {
  it.each([
    ['404', { kind: 'status', status: 404 }, 'http', /404/],
    ['a web page', { kind: 'web-page' }, 'integrity', /web page/],
    [
      'a web page that calls itself a file',
      { kind: 'web-page', type: 'application/octet-stream' },
      'integrity',
      /web page/,
    ],
    ['a byte that is wrong each time', { kind: 'flip', at: 5 * PART }, 'integrity', /part 6/],
    ['a shorter file', { kind: 'shorter', by: 9 }, 'integrity', /not the file/],
  ] as const)('%s', async (_, fault, code, message) => {
    chrome.server.lasting.set(NAME, fault);
    expect((await chrome.load()).error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await chrome.find()).toBeNull();
    chrome.server.lasting.clear();
    chrome.expectWhole(await chrome.load());
  });

  it('too little room, before the first byte', async () => {
    const { error } = await chrome.load(chrome.model(), { quota: 1_000_000 });
    expect(error).toMatchObject({ code: 'quota', details: { neededBytes: SIZE, freeBytes: 1_000_000 } });
    expect(error?.message).toBe('The model needs 11 MB of storage; 1 MB are free.');
    expect(chrome.server.sent).toEqual([]);
    expect(await chrome.entries()).toEqual([]);
  });

  it('a disk that fills up, and keeps what was there', async () => {
    const { error } = await chrome.load(chrome.model(), { shortWritesFrom: 11 });
    expect(error).toMatchObject({ code: 'quota', details: { neededBytes: SIZE - 10 * PART } });
    chrome.server.sent = [];
    chrome.expectWhole(await chrome.load());
    expect(chrome.sentBytes).toBe(SIZE - 10 * PART);
  });
});

describe('another version on the server', () => {
  it('is fetched from its beginning', async () => {
    const unknown = chrome.unknownModel();
    chrome.file = chrome.addModel(NAME, 13 * 2 ** 20);
    chrome.server.etags.set(NAME, '"one"');
    chrome.server.faults.set(NAME, [null, ...Array(4).fill({ kind: 'stall', after: 100 })]);
    chrome.load(unknown).catch(() => undefined);
    await expect.poll(async () => (await chrome.list())[0]?.bytes, { timeout: 20_000 }).toBeGreaterThan(0);
    await chrome.kill();
    chrome.server.faults.clear();
    chrome.server.etags.set(NAME, '"two"');
    chrome.file = chrome.addModel(NAME, 13 * 2 ** 20 + 7);
    chrome.expectWhole(await chrome.load(unknown));
  });
});

describe('two at once', () => {
  it('download a model once, and both have it; the one that waits sees how far it is', async () => {
    const second = await chrome.openPage();
    const { loading } = await chrome.loadHalf({ stallMs: 3000 });
    const waiting = chrome.load(chrome.model(), {}, second);
    chrome.server.lasting.clear();
    const reports = await Promise.all([loading, waiting]);
    for (const report of reports) chrome.expectWhole(report);
    expect(reports.map(({ fetched }) => fetched)).toEqual([true, false]);
    expect(chrome.server.repeatedBytes(NAME)).toBeLessThanOrEqual(4 * PART);
    expect(reports[1]?.progress.length).toBeGreaterThan(0);
  });

  it('can be different models that share a file', async () => {
    const other = chrome.addModel('other.gguf', 3 * PART);
    const both = chrome.model('both');
    const shared: GgufModel = { ...both, files: [...both.files, ...chrome.model('x', 'other.gguf', other).files] };
    const second = await chrome.openPage();
    const reports = await Promise.all([chrome.load(), chrome.load(shared, {}, second)]);
    chrome.expectWhole(reports[0] as LoadReport);
    chrome.expectWhole(reports[1] as LoadReport, chrome.file, other);
    expect(chrome.server.repeatedBytes(NAME)).toBe(0);
  });
});
