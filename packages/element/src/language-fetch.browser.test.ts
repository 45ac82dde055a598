/** The first texts where their language comes late, or not at all. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { part, placeAt, waitUntil } from './stage.case.js';

let arrive: () => void = () => undefined;

vi.mock('./locales/de.js', async (original) => {
  await new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return original();
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
