/** What is on the device, as a page sees it in a real Chromium: lists, deletions, and what others did to our files. */
import { describe, expect, it } from 'vitest';
import type { GgufModel } from '../models/model-record.js';
import type { DownloadsPage } from './downloads.page.case.js';
import { DownloadsBrowser, PART, SIZE } from './downloads-browser.case.js';

declare const downloads: DownloadsPage;

const chrome = new DownloadsBrowser({ profile: true });

describe('what was changed behind our back', () => {
  const key = () => chrome.model().files[0]?.sha256 ?? '';

  it.each([
    ['cut short', null, SIZE - 19 * PART],
    ['overwritten', 7 * PART + 5, PART],
  ] as const)('is noticed and mended, and nothing else is fetched: %s', async (_, at, missing) => {
    chrome.expectWhole(await chrome.load());
    await chrome.page.evaluate(([name, place]) => downloads.damage(name, place), [key(), at] as const);
    expect(await chrome.find()).toBeNull();
    expect(await chrome.list()).toMatchObject([{ complete: false }]);
    chrome.server.sent = [];
    chrome.expectWhole(await chrome.load());
    expect(chrome.sentBytes).toBe(missing);
    expect(await chrome.find()).not.toBeNull();
  });

  it('and is gone is fetched again', async () => {
    chrome.expectWhole(await chrome.load());
    await chrome.page.evaluate((name) => downloads.lose(name), key());
    expect(await chrome.find()).toBeNull();
    expect(await chrome.list()).toMatchObject([{ complete: false, bytes: 0 }]);
    chrome.expectWhole(await chrome.load());
  });

  it('is looked for when an engine cannot read what seems to be whole', async () => {
    chrome.expectWhole(await chrome.load());
    chrome.server.sent = [];
    // Whole it is, so there is no second attempt.
    expect((await chrome.load(chrome.model(), { failLoads: 1 })).error).toMatchObject({ code: 'load-failed' });
    expect(chrome.server.sent).toEqual([]);
  });
});

describe('what is on the device', () => {
  it('can be deleted, but for what another model shares and what is in use', async () => {
    const other = chrome.addModel('other.gguf', 3 * PART);
    const first = chrome.model('first');
    const extra = chrome.model('x', 'other.gguf', other).files;
    chrome.expectWhole(await chrome.load(first));
    await chrome.kill();
    const second: GgufModel = { ...first, id: 'second', files: [...first.files, ...extra] };
    chrome.expectWhole(await chrome.load(second), chrome.file, other);
    expect(await chrome.list()).toMatchObject([
      { id: 'second', bytes: SIZE + other.length, complete: true, engine: 'wllama' },
      { id: 'first', bytes: SIZE, complete: true },
    ]);
    expect(await chrome.page.evaluate(() => downloads.report())).toMatchObject({
      modelBytes: SIZE + other.length,
      usedBytes: expect.any(Number),
      quotaBytes: expect.any(Number),
      persisted: false,
    });
    const remove = (id: string) => chrome.page.evaluate((name) => downloads.remove(name), id);
    expect(await remove('second')).toBe('busy');
    expect(await chrome.find(second)).not.toBeNull();
    await chrome.tell({ type: 'release' });
    await expect.poll(() => remove('second')).toBeNull();
    expect(await chrome.list()).toMatchObject([{ id: 'first', complete: true }]);
    expect(await chrome.find(first)).not.toBeNull();
    expect(await remove('first')).toBeNull();
    expect(await remove('never-there')).toBeNull();
    expect(await chrome.list()).toEqual([]);
    expect(await chrome.entries()).toEqual([]);
  });

  it('can be deleted all at once, with what nobody remembers', async () => {
    const { loading } = await chrome.loadHalf();
    await chrome.tell({ type: 'cancel' });
    await loading;
    await chrome.kill();
    const removeAll = () => chrome.page.evaluate(() => downloads.removeAll());
    expect(await chrome.entries()).not.toEqual([]);
    expect(await removeAll()).toBeNull();
    expect(await chrome.entries()).toEqual([]);
    chrome.server.lasting.clear();
    chrome.expectWhole(await chrome.load());
    expect(await removeAll()).toBe('busy');
    expect(await chrome.find()).not.toBeNull();
  });

  it('is asked to stay, and an answer comes in any case', async () => {
    expect(typeof (await chrome.page.evaluate(() => downloads.persist()))).toBe('boolean');
  });
});
