/** Puts a search with a small index on the test page, over a scripted model, and finds its parts as a visitor would. */
import { createKnowledge, type Knowledge, KnowledgeIndex, type KnowledgePage } from '@local-llm-chat/core/knowledge';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import axe from 'axe-core';
import { vi } from 'vitest';
import '../search.js';
import type { LocalLLMSearch } from './local-llm-search.js';

export const SENTENCE = 'The delivery of a chair takes two days.';

const PAGES: readonly KnowledgePage[] = [
  {
    url: '/prices',
    title: 'Prices',
    language: 'en',
    text: `# Prices\n\nA chair costs 40 euros. A table costs 90 euros.\n\n## Delivery\n\n${SENTENCE} A table takes a week.`,
  },
  { url: '/returns', title: 'Returns', language: 'en', text: 'What is sent back within thirty days is paid back.' },
  {
    url: '/de/preise',
    title: 'Preise',
    language: 'de',
    text: 'Ein Stuhl kostet 40 Euro. Die Lieferung dauert zwei Tage.',
  },
  {
    url: 'https://other.example/chairs',
    title: 'Chairs elsewhere',
    language: 'en',
    text: 'Other chairs are made of steel.',
  },
  { url: 'javascript:alert(1)', title: 'Bad', language: 'en', text: 'An evil chairman wrote this.' },
];

/** The index as a file. */
export async function indexFile() {
  return (await KnowledgeIndex.build(PAGES)).toJSON();
}

export async function knowledge(): Promise<Knowledge> {
  return createKnowledge({ index: await indexFile() });
}

/** An element with the small index. */
export async function placeSearch(
  settings: Partial<LocalLLMSearch> = {},
  script: FakeLLMOptions = {},
): Promise<LocalLLMSearch> {
  const search = document.createElement('local-llm-search');
  Object.assign(search, {
    knowledge: await knowledge(),
    llm: createFakeLLM({ reply: SENTENCE, ...script }),
    ...settings,
  });
  document.body.append(search);
  await search.updateComplete;
  return search;
}

/** The part of that name, which must be there. */
export function part<Found extends HTMLElement = HTMLElement>(search: LocalLLMSearch, name: string): Found {
  const found = search.shadowRoot?.querySelector<Found>(`[part~="${name}"]`);
  if (!found) throw new Error(`There is no part "${name}" in “${words(search)}”.`);
  return found;
}

export function parts(search: LocalLLMSearch, name: string): HTMLElement[] {
  return [...(search.shadowRoot?.querySelectorAll<HTMLElement>(`[part~="${name}"]`) ?? [])];
}

export function hasPart(search: LocalLLMSearch, name: string): boolean {
  return parts(search, name).length > 0;
}

/** All that is to be read. */
export function words(search: LocalLLMSearch): string {
  return (search.shadowRoot?.querySelector('.search')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** What was last said to people who listen. */
export function announced(search: LocalLLMSearch): string {
  return search.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
}

/** What has the focus. */
export function focused(search: LocalLLMSearch): Element | null {
  return search.shadowRoot?.activeElement ?? null;
}

/** Types into the field, as a visitor does. */
export function type(search: LocalLLMSearch, text: string): void {
  const input = part<HTMLInputElement>(search, 'input');
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Types, and waits for results. */
export async function searched(search: LocalLLMSearch, text: string): Promise<HTMLElement[]> {
  type(search, text);
  await waitUntil(() => hasPart(search, 'result'));
  return parts(search, 'result');
}

/** Presses a key where the focus is. */
export function press(search: LocalLLMSearch, key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true });
  (focused(search) ?? search).dispatchEvent(event);
  return event;
}

/** Presses Enter in the field: a form is sent by that. */
export function enter(search: LocalLLMSearch): void {
  part<HTMLFormElement>(search, 'field').requestSubmit();
}

export async function waitUntil(isTrue: () => boolean): Promise<void> {
  await vi.waitUntil(isTrue, { timeout: 8000, interval: 5 });
}

/** Waits until a part is there, and returns it. */
export async function comes(search: LocalLLMSearch, name: string): Promise<HTMLElement> {
  await waitUntil(() => hasPart(search, name));
  return part(search, name);
}

/** The button, once it says what it costs. */
export async function offer(search: LocalLLMSearch): Promise<HTMLElement> {
  await waitUntil(() => words(search).includes('sent nowhere'));
  return part(search, 'answer-button');
}

/** What assistive technology would stumble over, in words. */
export async function accessibilityProblems(search: LocalLLMSearch): Promise<string[]> {
  const { violations } = await axe.run(search, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
