/** The pieces of a chat, put together by hand: how they find their session, and that they are one chat. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../define.js';
import '../parts.js';
import { waitUntil } from '../stage.case.js';
import type { LocalLLMSession } from './local-llm-session.js';

const PIECES = ['local-llm-model-panel', 'local-llm-messages', 'local-llm-composer'] as const;

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

function create(script: FakeLLMOptions = {}): LocalLLMSession {
  const session = document.createElement('local-llm-session');
  session.llm = createFakeLLM(script);
  return session;
}

/** Stands in the shadow root of that element. */
function inside(host: string, part: string): HTMLElement | null {
  return document.querySelector(host)?.shadowRoot?.querySelector<HTMLElement>(`[part~="${part}"]`) ?? null;
}

/** A session with all pieces in it. */
async function compose(script: FakeLLMOptions = {}): Promise<LocalLLMSession> {
  const session = create(script);
  session.append(...PIECES.map((name) => document.createElement(name)));
  document.body.append(session);
  await session.updateComplete;
  return session;
}

async function ready(session: LocalLLMSession): Promise<void> {
  await waitUntil(() => session.status === 'ready');
  await session.updateComplete;
}

function write(text: string): HTMLTextAreaElement {
  const field = inside('local-llm-composer', 'input') as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return field;
}

async function problems(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

describe('the pieces of a chat', () => {
  it('are one: the field asks, the list shows, the panel names', async () => {
    const session = await compose({ reply: 'It is **green**.' });
    await ready(session);
    expect(inside('local-llm-model-panel', 'about-summary')?.textContent).toContain('SmolLM2');
    write('What colour?').focus();
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => session.messages.at(-1)?.status === 'complete');
    await waitUntil(() => inside('local-llm-messages', 'markdown')?.querySelector('strong') != null);
    expect(inside('local-llm-messages', 'bubble')?.textContent).toContain('What colour?');
    expect(await problems()).toEqual([]);
  });

  it('tell those who listen from the session, once all is drawn', async () => {
    const session = await compose({ reply: 'It is **green**.' });
    await ready(session);
    await session.send('What colour?');
    await waitUntil(() => inside('local-llm-messages', 'markdown')?.textContent?.trim() === 'It is green.');
    expect(session.shadowRoot?.querySelector('[role=status]')?.textContent).not.toBe('');
  });

  it('ask for consent in the panel, and lead the focus from there to the field', async () => {
    const session = await compose({ downloadMs: 50 });
    await waitUntil(() => inside('local-llm-model-panel', 'start-button') !== null);
    expect(await problems()).toEqual([]);
    const button = inside('local-llm-model-panel', 'start-button') as HTMLElement;
    button.focus();
    button.click();
    await ready(session);
    await waitUntil(() => document.activeElement?.localName === 'local-llm-composer');
    expect(inside('local-llm-composer', 'input')?.matches(':focus')).toBe(true);
  });

  it('open the sheet of models in the panel', async () => {
    const session = await compose();
    await ready(session);
    (inside('local-llm-model-panel', 'about-summary') as HTMLElement).click();
    (inside('local-llm-model-panel', 'change-button') as HTMLElement).click();
    await waitUntil(() => inside('local-llm-model-panel', 'models') !== null);
    expect(inside('local-llm-model-panel', 'models')?.checkVisibility()).toBe(true);
    expect(await problems()).toEqual([]);
  });

  it('stop an answer with Escape in any of them', async () => {
    const session = await compose({ reply: 'one two three four five six', tokensPerSecond: 10 });
    await ready(session);
    const answer = session.send('Hi');
    await waitUntil(() => session.messages.at(-1)?.status === 'streaming');
    (inside('local-llm-messages', 'log') as HTMLElement).focus();
    await userEvent.keyboard('{Escape}');
    await answer;
    expect(session.messages.at(-1)?.status).toBe('stopped');
  });

  it('list the conversations, begin one and go back to another', async () => {
    const session = await compose({ reply: 'Fine.' });
    session.append(document.createElement('local-llm-threads'));
    await ready(session);
    await session.send('About the Monstera');
    const list = () => document.querySelector('local-llm-threads')?.shadowRoot;
    await waitUntil(() => list()?.textContent?.includes('About the Monstera') ?? false);
    await waitUntil(() => list()?.querySelector('[part~=threads]')?.checkVisibility() ?? false);
    expect(await problems()).toEqual([]);
    list()?.querySelector<HTMLElement>('[part~=new-thread-button]')?.click();
    await waitUntil(() => session.messages.length === 0);
    await session.send('About the cactus');
    const open = () => [...(list()?.querySelectorAll<HTMLElement>('[part~=thread-button]') ?? [])];
    await waitUntil(() => open().length === 2);
    open()[1]?.click();
    await waitUntil(() => inside('local-llm-messages', 'bubble')?.textContent?.includes('Monstera') ?? false);
  });

  it('take no room for the session itself', async () => {
    const row = document.createElement('div');
    row.setAttribute('style', 'display: grid; grid-template-columns: 100px 200px; inline-size: 300px');
    const session = create();
    session.append(document.createElement('local-llm-messages'), document.createElement('local-llm-composer'));
    row.append(session);
    document.body.append(row);
    await ready(session);
    expect(document.querySelector('local-llm-messages')?.getBoundingClientRect().width).toBe(100);
    expect(document.querySelector('local-llm-composer')?.getBoundingClientRect().width).toBe(200);
  });
});

describe('a piece finds its session', () => {
  it('from within the shadow root of another element', async () => {
    const session = create();
    const other = document.createElement('div');
    const root = other.attachShadow({ mode: 'open' });
    const composer = document.createElement('local-llm-composer');
    root.append(composer);
    session.append(other);
    document.body.append(session);
    await ready(session);
    await waitUntil(() => composer.shadowRoot?.querySelector('textarea') != null);
  });

  it('by its id, whichever comes first, and loses it when it goes', async () => {
    const composer = document.createElement('local-llm-composer');
    composer.setAttribute('for', 'late');
    document.body.append(composer);
    await composer.updateComplete;
    expect(composer.shadowRoot?.querySelector('textarea')).toBeNull();
    const session = create();
    session.id = 'late';
    document.body.append(session);
    await waitUntil(() => composer.shadowRoot?.querySelector('textarea') != null);
    session.remove();
    await waitUntil(() => composer.shadowRoot?.querySelector('textarea') === null);
  });

  it('in a <local-llm-chat>, which is drawn too', async () => {
    const chat = document.createElement('local-llm-chat');
    chat.id = 'whole';
    chat.llm = createFakeLLM({ reply: 'Fine.' });
    const messages = document.createElement('local-llm-messages');
    messages.htmlFor = 'whole';
    document.body.append(messages, chat);
    await waitUntil(() => chat.status === 'ready');
    await chat.send('Hi');
    for (const { shadowRoot } of [messages, chat]) {
      await waitUntil(() => shadowRoot?.querySelector('[part~=markdown]')?.textContent?.trim() === 'Fine.');
    }
  });

  it('anew when it is moved to another, and when it is told so', async () => {
    const [one, other] = [create(), create()];
    one.id = 'one';
    const messages = document.createElement('local-llm-messages');
    one.append(messages);
    document.body.append(one, other);
    await ready(one);
    await ready(other);
    await one.send('To the one');
    const text = () => messages.shadowRoot?.textContent ?? '';
    await waitUntil(() => text().includes('To the one'));
    other.append(messages);
    await waitUntil(() => !text().includes('To the one'));
    await other.send('To the other');
    await waitUntil(() => text().includes('To the other'));
    messages.setAttribute('for', 'one');
    await waitUntil(() => text().includes('To the one'));
  });

  it('still, and nothing else changes, when both are moved in the page', async () => {
    const session = await compose();
    await ready(session);
    write('Half a tho');
    const box = document.createElement('div');
    document.body.append(box);
    box.append(session);
    await session.updateComplete;
    expect((inside('local-llm-composer', 'input') as HTMLTextAreaElement).value).toBe('Half a tho');
    await session.send('Hi');
    await waitUntil(() => inside('local-llm-messages', 'bubble') !== null);
  });

  it('or shows nothing, and the console says why, once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      const lost = document.createElement('local-llm-composer');
      const wrong = document.createElement('local-llm-messages');
      wrong.htmlFor = 'nobody';
      document.body.append(lost, wrong);
      const said = () => warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('shows nothing'));
      await waitUntil(() => said().length === 2);
      expect(said()[0]).toContain('<local-llm-composer>');
      expect(said()[1]).toContain('"nobody"');
      expect(lost.shadowRoot?.querySelector('*')).toBeNull();
      document.body.append(lost);
      const later = document.createElement('local-llm-composer');
      document.body.append(later);
      await waitUntil(() => said().length === 3);
    } finally {
      warn.mockRestore();
    }
  });
});
