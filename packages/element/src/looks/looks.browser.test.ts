/** How the chat looks, measured: contrast in every theme, density, forced colours, print, and that each property works. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import contrastTheme from '../../themes/contrast.css?inline';
import midnightTheme from '../../themes/midnight.css?inline';
import paperTheme from '../../themes/paper.css?inline';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, part, placeAt, waitUntil } from '../stage.case.js';
import { contrast, shownColor } from './contrast.case.js';

const THEMES = [
  ['none', ''],
  ['paper', paperTheme],
  ['midnight', midnightTheme],
  ['contrast', contrastTheme],
] as const;
const SCHEMES = ['light', 'dark'] as const;
const ALL = THEMES.flatMap(([name, css]) => SCHEMES.map((scheme) => ({ name, css, scheme })));

/** What is read, on what it stands on, and the least contrast that WCAG asks for. */
const PAIRS = [
  ['--_text', '--_surface', 4.5],
  ['--_text', '--_fill', 4.5],
  ['--_muted', '--_surface', 4.5],
  ['--_muted', '--_fill', 4.5],
  ['--_on-bubble', '--_bubble', 4.5],
  ['--_on-accent', '--_accent', 4.5],
  ['--_danger', '--_surface', 4.5],
  ['--_link', '--_surface', 4.5],
  ['--_control', '--_surface', 3],
  ['--_accent', '--_surface', 3],
  ['--_focus', '--_surface', 3],
] as const;

const REPLY = 'A [link](https://example.org) and `code`:\n\n```js\nconst answer = 42; // a comment\n```';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  document.adoptedStyleSheets = [];
  await emulate([]);
  await page.viewport(1280, 800);
});

/** What a session can do is typed by a package for Node. */
const session = () => cdp() as unknown as { send(method: string, parameters: object): Promise<void> };
const emulate = (features: { name: string; value: string }[], media = '') =>
  session().send('Emulation.setEmulatedMedia', { features, media });

function style(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

async function answered(settings: Partial<LocalLLMChat> = {}): Promise<LocalLLMChat> {
  const chat = await placeAt('ready', { reply: REPLY }, settings);
  await chat.send('What do I see?');
  await waitUntil(() => part(chat, 'markdown').querySelector('pre') !== null);
  return chat;
}

describe.each(ALL)('the theme $name in $scheme', ({ css, scheme }) => {
  it('has the contrast that WCAG asks for', async () => {
    style(css);
    document.documentElement.style.colorScheme = scheme;
    const chat = await answered();
    document.body.style.background = scheme === 'dark' ? '#000' : '#fff';
    for (const [front, back, least] of PAIRS) {
      const ratio = contrast(shownColor(chat, `var(${front})`), shownColor(chat, `var(${back})`));
      expect(ratio, `${front} on ${back}`).toBeGreaterThanOrEqual(least);
    }
    const surface = shownColor(chat, 'var(--_surface)');
    const isDark = surface.every((channel) => channel < 128);
    expect(isDark).toBe(scheme === 'dark');
    // All that is really drawn: code and its colours too.
    expect(await accessibilityProblems(chat)).toEqual([]);
    document.body.removeAttribute('style');
  });
});

it('the theme contrast has 7 to 1 for all text', async () => {
  style(contrastTheme);
  for (const scheme of SCHEMES) {
    document.documentElement.style.colorScheme = scheme;
    const chat = await placeAt('ready');
    for (const [front, back, least] of PAIRS.filter(([, , ratio]) => ratio === 4.5)) {
      const ratio = contrast(shownColor(chat, `var(${front})`), shownColor(chat, `var(${back})`));
      expect(ratio, `${front} on ${back}, ${least}`).toBeGreaterThanOrEqual(7);
    }
  }
});

it('of several themes a class picks one, and a property of the page goes over it', async () => {
  for (const [, css] of THEMES) style(css);
  style('local-llm-chat { --llm-text: rgb(1 99 3) }');
  const chat = await placeAt('ready');
  chat.classList.add('llm-paper');
  document.documentElement.style.colorScheme = 'light';
  expect(shownColor(chat, 'var(--_surface)')).toEqual([0xfb, 0xf7, 0xef]);
  chat.classList.remove('llm-paper');
  expect(shownColor(chat, 'var(--_text)')).toEqual([1, 99, 3]);
});

it('every colour property is used', async () => {
  const names = 'accent on-accent surface text muted border control fill bubble on-bubble danger focus link'.split(' ');
  const chat = await placeAt('ready');
  for (const name of names) {
    chat.style.setProperty(`--llm-${name}`, 'rgb(1 99 3)');
    expect(shownColor(chat, `var(--_${name})`), name).toEqual([1, 99, 3]);
    chat.style.removeProperty(`--llm-${name}`);
  }
});

it('compact takes less room, and its buttons are no smaller than a pointer needs', async () => {
  const chat = await answered();
  const before = part(chat, 'header').getBoundingClientRect().height;
  chat.density = 'compact';
  await chat.updateComplete;
  expect(part(chat, 'header').getBoundingClientRect().height).toBeLessThan(before);
  for (const button of chat.shadowRoot?.querySelectorAll('button') ?? []) {
    const { width, height } = button.getBoundingClientRect();
    if (button.checkVisibility()) expect(Math.min(width, height), button.outerHTML).toBeGreaterThanOrEqual(24);
  }
});

it('with less motion nothing moves', async () => {
  await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  expect(matchMedia('(prefers-reduced-motion: reduce)').matches).toBe(true);
  const chat = await placeAt('ready', { prefillMs: 60_000 });
  void chat.send('Hi').catch(() => undefined);
  await waitUntil(() => chat.shadowRoot?.querySelector('[part~=typing-indicator]') != null);
  expect(chat.shadowRoot?.getAnimations()).toEqual([]);
  chat.stop();
});

it('in forced colours borders stand in for fills, and the focus is seen', async () => {
  await emulate([{ name: 'forced-colors', value: 'active' }]);
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
  const chat = await answered();
  const border = (name: string) => getComputedStyle(part(chat, name)).borderTopColor;
  const surface = shownColor(chat, 'Canvas');
  for (const name of ['bubble', 'composer', 'send-button', 'new-button']) {
    expect(contrast(shownColor(chat, border(name)), surface), name).toBeGreaterThanOrEqual(3);
  }
  const button = part(chat, 'new-button');
  button.focus();
  expect(Number.parseFloat(getComputedStyle(button).outlineWidth)).toBeGreaterThanOrEqual(2);
  expect(await accessibilityProblems(chat)).toEqual([]);
});

it('on paper there is the whole conversation and nothing to press', async () => {
  const chat = await placeAt('ready', { reply: 'line\n\n'.repeat(80) });
  await chat.send('Hi');
  await waitUntil(() => part(chat, 'markdown').querySelectorAll('p').length === 80);
  await emulate([], 'print');
  expect(matchMedia('print').matches).toBe(true);
  const height = part(chat, 'log').scrollHeight;
  expect(height).toBeGreaterThan(1500);
  expect(chat.getBoundingClientRect().height).toBeGreaterThanOrEqual(height);
  const buttons = [...(chat.shadowRoot?.querySelectorAll('button') ?? [])];
  expect(buttons.length).toBeGreaterThan(2);
  expect(buttons.filter((button) => button.checkVisibility())).toEqual([]);
  expect(part(chat, 'composer').checkVisibility()).toBe(false);
});
