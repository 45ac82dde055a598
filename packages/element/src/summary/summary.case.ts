/** Puts a summary with its article on the test page, over a scripted model, and finds its parts as a visitor would. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import axe from 'axe-core';
import { vi } from 'vitest';
import '../summary.js';
import type { LocalLLMSummary } from './local-llm-summary.js';

export const SENTENCE = 'The bakery on Mill Street opens at seven.';

/** An article whose every part stands in the same short words, so that a summary in them is held to be true. */
export function placeArticle(id = 'story', text = SENTENCE): HTMLElement {
  const article = document.createElement('article');
  article.id = id;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  article.append(paragraph);
  document.body.append(article);
  return article;
}

/** An element for the article `story`. */
export async function placeSummary(
  script: FakeLLMOptions = {},
  settings: Partial<LocalLLMSummary> = {},
): Promise<LocalLLMSummary> {
  const summary = document.createElement('local-llm-summary');
  Object.assign(summary, { htmlFor: 'story', llm: createFakeLLM({ reply: SENTENCE, ...script }), ...settings });
  document.body.append(summary);
  await summary.updateComplete;
  return summary;
}

export function box(summary: LocalLLMSummary): HTMLElement {
  const found = summary.shadowRoot?.querySelector<HTMLElement>('section');
  if (!found) throw new Error('There is no box.');
  return found;
}

/** The part of that name, which must be there. */
export function part<Found extends HTMLElement = HTMLElement>(summary: LocalLLMSummary, name: string): Found {
  const found = summary.shadowRoot?.querySelector<Found>(`[part~="${name}"]`);
  if (!found) throw new Error(`There is no part "${name}" in “${box(summary).textContent}”.`);
  return found;
}

export function hasPart(summary: LocalLLMSummary, name: string): boolean {
  return summary.shadowRoot?.querySelector(`[part~="${name}"]`) != null;
}

/** All that is to be read. */
export function words(summary: LocalLLMSummary): string {
  return (box(summary).textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** What was last said to people who listen. */
export function announced(summary: LocalLLMSummary): string {
  return summary.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
}

export async function waitUntil(isTrue: () => boolean): Promise<void> {
  await vi.waitUntil(isTrue, { timeout: 8000, interval: 5 });
}

/** Waits until a part is there, and returns it. */
export async function comes(summary: LocalLLMSummary, name: string): Promise<HTMLElement> {
  await waitUntil(() => hasPart(summary, name));
  return part(summary, name);
}

/** The button, once it says what it costs. */
export async function offer(summary: LocalLLMSummary): Promise<HTMLElement> {
  await waitUntil(() => words(summary).includes('sent nowhere'));
  return part(summary, 'summarize-button');
}

/** Presses the button, and waits for the summary. */
export async function summarized(summary: LocalLLMSummary): Promise<void> {
  (await offer(summary)).click();
  await comes(summary, 'copy-button');
}

/** What assistive technology would stumble over, in words. */
export async function accessibilityProblems(summary: LocalLLMSummary): Promise<string[]> {
  const { violations } = await axe.run(summary, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
