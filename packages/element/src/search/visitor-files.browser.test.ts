/** Files that a visitor adds: searched like the rest, linked to by nothing, and taken away again. */
import { createKnowledge } from '@local-llm-chat/core/knowledge';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalLLMSearch } from './local-llm-search.js';
import {
  accessibilityProblems,
  announced,
  comes,
  focused,
  hasPart,
  indexFile,
  offer,
  part,
  parts,
  placeSearch,
  searched,
  type,
  waitUntil,
  words,
} from './search.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

/** Drops files on the element. */
function drop(search: LocalLLMSearch, ...files: readonly File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true });
  part(search, 'input').dispatchEvent(event);
  return event;
}

const NOTES = new File(['# Giraffe\n\nIt sleeps two hours a day.'], 'notes.md', { type: 'text/markdown' });

describe('files', () => {
  it('are searched too, and no link leads to them', async () => {
    const search = await placeSearch({ files: true, answers: 'off' });
    await comes(search, 'add-button');
    expect(drop(search, NOTES).defaultPrevented).toBe(true);
    await waitUntil(() => announced(search).includes('is searched too'));
    const results = await searched(search, 'giraffe');
    expect(results.map((result) => result.querySelector('bdi')?.textContent)).toEqual(['notes.md › Giraffe']);
    expect(hasPart(search, 'result-link')).toBe(false);
    expect(await accessibilityProblems(search)).toEqual([]);
    part(search, 'remove-button').click();
    await waitUntil(() => words(search).includes('Nothing found'));
    expect(hasPart(search, 'file')).toBe(false);
  });

  it('can be all that is searched', async () => {
    const search = await placeSearch({ knowledge: undefined, files: true, answers: 'off' });
    await comes(search, 'add-button');
    type(search, 'giraffe');
    await waitUntil(() => words(search).includes('Nothing found'));
    drop(search, NOTES);
    await comes(search, 'result');
  });

  it('go along to what is searched next', async () => {
    const search = await placeSearch({ files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, NOTES);
    await waitUntil(() => announced(search).includes('is searched too'));
    const next = createKnowledge();
    search.knowledge = next;
    await waitUntil(() => words(search).includes('notes.md'));
    await expect.poll(async () => (await next.search('giraffe')).length).toBe(1);
  });

  it('are found whatever the path, and taken out of what is searched no longer, or by an element that is gone', async () => {
    const [first, next] = [createKnowledge(), createKnowledge()];
    const search = await placeSearch({ knowledge: first, path: '/guides/', files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, NOTES);
    await searched(search, 'giraffe');
    search.knowledge = next;
    await expect.poll(async () => (await next.search('giraffe')).length).toBe(1);
    expect(await first.search('giraffe')).toEqual([]);
    const place = document.createElement('div');
    document.body.append(place);
    place.append(search);
    await comes(search, 'file');
    expect(await next.search('giraffe')).toHaveLength(1);
    search.remove();
    await expect.poll(async () => (await next.search('giraffe')).length).toBe(0);
    place.append(search);
    await expect.poll(async () => (await next.search('giraffe')).length).toBe(1);
  });

  it('that are taken away before the index is there are not found', async () => {
    const slow = createKnowledge();
    const { add } = slow;
    const { promise: isThere, resolve: arrive } = Promise.withResolvers<void>();
    const adding = vi.spyOn(slow, 'add').mockImplementation(async (page) => {
      await isThere;
      await add(page);
    });
    const removing = vi.spyOn(slow, 'remove');
    const search = await placeSearch({ knowledge: slow, files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, NOTES);
    await waitUntil(() => adding.mock.calls.length === 1);
    expect(words(search)).toContain('notes.md is being read');
    part(search, 'remove-button').click();
    await waitUntil(() => !hasPart(search, 'file'));
    arrive();
    await waitUntil(() => removing.mock.calls.length === 1);
    expect(await slow.search('giraffe')).toEqual([]);
  });

  it('of one name are one', async () => {
    const source = createKnowledge();
    const search = await placeSearch({ knowledge: source, files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, NOTES);
    await waitUntil(() => announced(search).includes('is searched too'));
    drop(search, new File(['A zebra.'], 'notes.md'), new File(['An okapi.'], 'notes.md'));
    await expect.poll(async () => (await source.search('okapi')).length).toBe(1);
    expect(await source.search('giraffe zebra')).toEqual([]);
    expect(parts(search, 'file')).toHaveLength(1);
  });

  it('wait for an index that cannot be had, and are not called unreadable', async () => {
    const file = JSON.stringify(await indexFile());
    let isThere = false;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () =>
      isThere ? new Response(file) : new Response('', { status: 404 }),
    );
    const search = await placeSearch({ knowledge: '/docs/llm-index.json', files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, NOTES);
    await waitUntil(() => announced(search) === 'What is searched here could not be loaded.');
    expect(part(search, 'file').textContent).toContain('notes.md What is searched here could not be loaded.');
    type(search, 'giraffe');
    const retry = await comes(search, 'retry-button');
    isThere = true;
    retry.click();
    await comes(search, 'result');
    expect(part(search, 'file').textContent?.trim()).toBe('notes.md');
  });

  it('lead the focus to the next one when one is taken away', async () => {
    const search = await placeSearch({ files: true });
    await comes(search, 'add-button');
    drop(search, NOTES, new File(['An okapi.'], 'okapi.md'));
    await searched(search, 'chair');
    await offer(search);
    await waitUntil(() => parts(search, 'remove-button').length === 2);
    for (const next of ['remove-button', 'add-button']) {
      const button = part(search, 'remove-button');
      button.focus();
      button.click();
      await waitUntil(() => !button.isConnected);
      await search.updateComplete;
      expect(focused(search)).toBe(part(search, next));
    }
  });

  it('that cannot be read are named', async () => {
    const search = await placeSearch({ files: true, answers: 'off' });
    await comes(search, 'add-button');
    drop(search, new File(['\0\u0001\0'], 'photo.jpg', { type: 'image/jpeg' }));
    await waitUntil(() => words(search).includes('cannot be read'));
    expect(parts(search, 'file')).toHaveLength(1);
    expect(announced(search)).toContain('photo.jpg');
  });

  it('are not taken where the page does not say so', async () => {
    const search = await placeSearch({ answers: 'off' });
    await searched(search, 'chair');
    expect(drop(search, NOTES).defaultPrevented).toBe(false);
    expect(hasPart(search, 'add-button')).toBe(false);
  });
});
