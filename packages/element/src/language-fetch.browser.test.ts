/** The texts where their language comes late, or not at all: the first ones, and those of parts. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LocalLLMChat } from './local-llm-chat.js';
import { createShelvedLLM, ScriptedShelf, sampleShelf } from './models/shelf.case.js';
import { hasPart, part, placeAt, waitUntil } from './stage.case.js';

let arrive: () => void = () => undefined;
let arriveLate: () => void = () => undefined;

vi.mock('./locales/de.js', async (original) => {
  await new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return original();
});
vi.mock('./locales/es-late.js', async (original) => {
  await new Promise<void>((resolve) => {
    arriveLate = resolve;
  });
  return original();
});
vi.mock('./locales/ja-late.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});
vi.mock('./locales/fr.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

beforeEach(() => {
  document.title = 'Test';
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
});

it('are English when the language takes longer than one would wait, and change when it is there', async () => {
  document.documentElement.lang = 'de';
  const chat = await placeAt('ready');
  expect(part(chat, 'heading').textContent).toBe('Private assistant');
  expect(part(chat, 'chat').lang).toBe('en');
  arrive();
  await waitUntil(() => part(chat, 'heading').textContent === 'Privater Assistent');
});

it('are English when the language cannot be fetched', async () => {
  document.documentElement.lang = 'fr';
  const chat = await placeAt('ready', { reply: 'Oui.' });
  expect(part(chat, 'heading').textContent).toBe('Private assistant');
  await chat.send('Bonjour');
  await chat.updateComplete;
  expect(part(chat, 'chat').lang).toBe('en');
  expect(part(chat, 'markdown').lang).toBe('fr');
});

/** A chat with its sheet of models open, which is fetched late and has texts of its own. */
async function placeWithSheet(lang: string, others: string): Promise<LocalLLMChat> {
  document.documentElement.lang = lang;
  const llm = createShelvedLLM({ downloadMs: 60_000 }, new ScriptedShelf(sampleShelf()));
  const chat = await placeAt('awaiting-consent', {}, { llm });
  await waitUntil(() => part(chat, 'others-button').textContent?.trim() === others);
  part(chat, 'others-button').click();
  await waitUntil(() => hasPart(chat, 'delete-all-button'));
  return chat;
}

it('of a part are English until they are there, while all others are in the language of the page', async () => {
  const chat = await placeWithSheet('es', 'Otros modelos');
  const button = part(chat, 'delete-all-button');
  expect(button.textContent?.trim()).toBe('Delete all');
  expect(part(chat, 'chat').lang).toBe('es');
  expect(part(chat, 'heading').textContent).toBe('Asistente privado');
  arriveLate();
  await waitUntil(() => button.textContent?.trim() === 'Eliminar todos');
});

it('of a part are English when they cannot be fetched', async () => {
  const chat = await placeWithSheet('ja', 'ほかのモデル');
  expect(part(chat, 'delete-all-button').textContent?.trim()).toBe('Delete all');
  expect(part(chat, 'heading').textContent).toBe('プライベートアシスタント');
  expect(part(chat, 'chat').lang).toBe('ja');
});
