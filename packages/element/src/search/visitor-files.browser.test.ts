/** Files that a visitor adds: searched like the rest, linked to by nothing, and taken away again. */
import { createKnowledge } from '@local-llm-chat/core/knowledge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalLLMSearch } from './local-llm-search.js';
import {
  accessibilityProblems,
  announced,
  comes,
  hasPart,
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

afterEach(() => document.body.replaceChildren());

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
