/** The element in a real browser: every state, what the visitor can do in it, and what the page hears. */
import { LocalLLMError } from '@local-llm-chat/core';
import { fakeModel } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LLMErrorEvent, LLMMessageEvent, StatusChangeEvent } from './events.js';
import type { LocalLLMChat } from './local-llm-chat.js';
import {
  accessibilityProblems,
  announced,
  hasPart,
  part,
  place,
  placeAt,
  press,
  reaches,
  type,
  waitUntil,
} from './stage.case.js';

const SLOW = { reply: 'one two three four five six seven', tokensPerSecond: 30 };

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
});

function text(chat: LocalLLMChat): string {
  return (chat.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

describe('states', () => {
  it('checks the device first', async () => {
    const chat = await place({ findCandidates: () => new Promise(() => undefined) });
    await reaches(chat, 'checking');
    expect(text(chat)).toContain('Looking at what this device can do');
    expect(hasPart(chat, 'composer')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('says on a first visit what this is, with licence and exact size, and loads nothing', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 100 });
    expect(text(chat)).toContain('What you write never leaves this device');
    expect(text(chat)).toContain('98.4 MB, once');
    expect(text(chat)).toContain('98,362,432 bytes');
    expect(part<HTMLAnchorElement>(chat, 'link').href).toBe('https://www.apache.org/licenses/LICENSE-2.0');
    expect(part(chat, 'start-button').textContent?.trim()).toBe('Download 98.4 MB and start');
    expect(chat.status).toBe('awaiting-consent');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('is honest about sizes that are computed or unknown', async () => {
    const about = await placeAt('awaiting-consent', {
      downloadMs: 100,
      model: { ...fakeModel, bytes: 210_000_000, bytesAre: 'approximate' },
    });
    expect(text(about)).toContain('about 210.0 MB');
    const unknown = await placeAt('awaiting-consent', { downloadMs: 100, model: { ...fakeModel, bytes: null } });
    expect(text(unknown)).toContain('size known only once it begins');
    expect(part(unknown, 'start-button').textContent?.trim()).toBe('Download and start');
  });

  it('shows a download in bytes and can cancel it', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 60_000 });
    part(chat, 'start-button').click();
    await reaches(chat, 'downloading');
    await waitUntil(() => part<HTMLProgressElement>(chat, 'progress').value > 0);
    expect(part(chat, 'figures').textContent).toContain('of 98.4 MB');
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'cancel-button').click();
    await reaches(chat, 'awaiting-consent');
    expect(hasPart(chat, 'start-button')).toBe(true);
  });

  it('loads by itself what is on the device', async () => {
    const chat = await placeAt('loading', { loadMs: 60_000 });
    expect(part<HTMLProgressElement>(chat, 'progress').hasAttribute('value')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('loads by itself with autoload', async () => {
    const chat = await placeAt('ready', { downloadMs: 50 }, { autoload: true });
    expect(hasPart(chat, 'composer')).toBe(true);
  });

  it('greets when ready, and says which model and why', async () => {
    const chat = await placeAt('ready');
    expect(part(chat, 'empty').textContent).toContain('How can I help?');
    expect(part(chat, 'about-summary').textContent?.trim()).toBe('SmolLM2 135M · CPU · on this device');
    part(chat, 'about-summary').click();
    await waitUntil(() => part<HTMLDetailsElement>(chat, 'about').open);
    expect(part(chat, 'about-panel').textContent).toContain('It runs on the processor');
    expect(await accessibilityProblems(chat)).toEqual([]);
    press(part(chat, 'about-summary'), 'Escape');
    expect(part<HTMLDetailsElement>(chat, 'about').open).toBe(false);
  });

  it('shows that it thinks, then the answer as it grows, then all of it as Markdown', async () => {
    const chat = await placeAt('ready', { reply: 'This is **bold** and more.', tokensPerSecond: 30, prefillMs: 60 });
    const answer = chat.send('Hi');
    await waitUntil(() => hasPart(chat, 'typing-indicator'));
    expect(await accessibilityProblems(chat)).toEqual([]);
    await waitUntil(() => (part(chat, 'markdown').textContent ?? '').startsWith('This'));
    expect(chat.messages.at(-1)?.status).toBe('streaming');
    expect(hasPart(chat, 'stop-button')).toBe(true);
    await answer;
    await waitUntil(() => part(chat, 'markdown').querySelector('strong')?.textContent === 'bold');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('stops where it is told to', async () => {
    const chat = await placeAt('ready', SLOW);
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.updateComplete;
    part(chat, 'stop-button').click();
    await answer;
    await chat.updateComplete;
    expect(chat.messages.at(-1)?.status).toBe('stopped');
    expect(text(chat)).toContain('Stopped.');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('tells why an answer failed and asks for it again', async () => {
    let failing = true;
    const chat = await placeAt('ready', {
      reply: () => {
        if (failing) throw new LocalLLMError('context-overflow', 'Too long.');
        return 'Fine now.';
      },
    });
    await chat.send('Hi');
    await chat.updateComplete;
    expect(part(chat, 'message-error').textContent).toContain('This text is too long for the model.');
    expect(await accessibilityProblems(chat)).toEqual([]);
    failing = false;
    part(chat, 'retry-button').click();
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages).toHaveLength(2);
  });

  it('tells why a load failed, what to do, and tries again', async () => {
    const chat = await placeAt('failed', { failLoad: new LocalLLMError('quota', 'Disk full.') });
    expect(part(chat, 'panel-failed').textContent).toContain('not enough room');
    expect(part(chat, 'panel-failed').textContent).toContain('Free some disk space');
    expect(await accessibilityProblems(chat)).toEqual([]);
    const again: string[] = [];
    chat.addEventListener('llm-statuschange', ({ status }) => again.push(status));
    part(chat, 'retry-button').click();
    await waitUntil(() => again.includes('loading') && again.at(-1) === 'failed');
  });

  it('says when nothing can run here', async () => {
    const chat = await placeAt('unsupported', { findCandidates: async () => ({ candidates: [], passedOver: [] }) });
    expect(part(chat, 'panel-unsupported').textContent).toContain('This browser cannot run the model.');
    expect(hasPart(chat, 'retry-button')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('has enough contrast in the dark', async () => {
    document.documentElement.classList.add('dark');
    document.documentElement.setAttribute('style', 'color-scheme: dark');
    const chat = await placeAt('ready', { reply: '`code` and [a link](https://example.org/)\n\n> quote' });
    await chat.send('Hi');
    await waitUntil(() => part(chat, 'markdown').querySelector('blockquote') !== null);
    expect(getComputedStyle(part(chat, 'chat')).backgroundColor).toBe('rgb(28, 28, 30)');
    expect(await accessibilityProblems(chat)).toEqual([]);
    document.documentElement.removeAttribute('style');
  });
});

describe('the accessibility check', () => {
  it('would notice a nameless button and a pale text', async () => {
    const chat = await placeAt('ready');
    part(chat, 'send-button').removeAttribute('aria-label');
    part(chat, 'send-button').removeAttribute('title');
    part(chat, 'empty').setAttribute('style', 'color: #ccc');
    const problems = (await accessibilityProblems(chat)).join(' ');
    expect(problems).toContain('button-name');
    expect(problems).toContain('color-contrast');
  });
});

describe('writing', () => {
  it('sends with Enter, breaks the line with Shift+Enter, and waits for an input method', async () => {
    const chat = await placeAt('ready', { reply: 'Yes.' });
    const field = await type(chat, 'Hello');
    expect(press(field, 'Enter', { shiftKey: true }).defaultPrevented).toBe(false);
    expect(press(field, 'Enter', { isComposing: true }).defaultPrevented).toBe(false);
    expect(press(field, 'Enter', { keyCode: 229 }).defaultPrevented).toBe(false);
    expect(chat.messages).toHaveLength(0);
    expect(press(field, 'Enter').defaultPrevented).toBe(true);
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'Hello' }]);
    expect(field.value).toBe('');
  });

  it('cannot send nothing', async () => {
    const chat = await placeAt('ready');
    const send = part<HTMLButtonElement>(chat, 'send-button');
    expect(send.disabled).toBe(true);
    await type(chat, '  \n ');
    expect(send.disabled).toBe(true);
    await type(chat, 'a');
    expect(send.disabled).toBe(false);
  });

  it('keeps what is written while the model loads and while an answer comes', async () => {
    const chat = await placeAt('loading', { ...SLOW, loadMs: 150 });
    const field = await type(chat, 'Early');
    press(field, 'Enter');
    expect(field.value).toBe('Early');
    await reaches(chat, 'ready');
    expect(field.value).toBe('Early');
    press(field, 'Enter');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await type(chat, 'Next');
    press(field, 'Enter');
    expect(field.value).toBe('Next');
    expect(chat.messages).toHaveLength(2);
  });

  it('stops with Escape', async () => {
    const chat = await placeAt('ready', SLOW);
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    press(part(chat, 'input'), 'Escape');
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('stopped');
  });

  it('grows with its text up to two fifths of the element', async () => {
    const chat = await placeAt('ready');
    const low = part(chat, 'input').offsetHeight;
    await type(chat, 'a\nb\nc');
    expect(part(chat, 'input').offsetHeight).toBeGreaterThan(low * 1.8);
    await type(chat, 'a\n'.repeat(50));
    const share = part(chat, 'composer').offsetHeight / part(chat, 'chat').offsetHeight;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThanOrEqual(0.4);
  });
});

describe('focus', () => {
  it('is never taken on page load', async () => {
    const before = document.createElement('button');
    document.body.append(before);
    before.focus();
    const chat = await placeAt('ready');
    expect(document.activeElement).toBe(before);
    expect(chat.shadowRoot?.activeElement).toBeNull();
  });

  it('goes to the field when the download that the visitor began has ended', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 100, loadMs: 30 });
    const button = part(chat, 'start-button');
    button.focus();
    button.click();
    await reaches(chat, 'downloading');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'panel'));
    await reaches(chat, 'ready');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'input'));
  });

  it('stays where the visitor went in the meantime', async () => {
    const other = document.createElement('input');
    document.body.append(other);
    const chat = await placeAt('awaiting-consent', { downloadMs: 100 });
    part(chat, 'start-button').click();
    await reaches(chat, 'downloading');
    other.focus();
    await reaches(chat, 'ready');
    expect(document.activeElement).toBe(other);
  });

  it('goes back to the button after a cancel, and to the field with a new conversation', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 60_000 });
    part(chat, 'start-button').focus();
    part(chat, 'start-button').click();
    await reaches(chat, 'downloading');
    part(chat, 'cancel-button').focus();
    part(chat, 'cancel-button').click();
    await reaches(chat, 'awaiting-consent');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'start-button'));

    const other = await placeAt('ready', { reply: 'Yes.' });
    await other.send('Hi');
    await other.updateComplete;
    part(other, 'new-button').focus();
    part(other, 'new-button').click();
    await waitUntil(() => other.messages.length === 0);
    await other.updateComplete;
    expect(other.shadowRoot?.activeElement).toBe(part(other, 'input'));
  });
});

describe('what is heard', () => {
  it('is each step and each whole answer, not every word', async () => {
    const chat = await placeAt('ready', { reply: 'This is **bold**.', prefillMs: 50 });
    expect(part(chat, 'log').getAttribute('role')).toBe('log');
    expect(part(chat, 'log').getAttribute('aria-live')).toBe('off');
    expect(part(chat, 'log').getAttribute('aria-label')).toBe('Conversation');
    const answer = chat.send('Hi');
    await waitUntil(() => announced(chat) === 'The assistant is answering.');
    await answer;
    await waitUntil(() => announced(chat) === 'Assistant: This is bold.');
  });

  it('is a failure with what to do', async () => {
    const chat = await placeAt('failed', { failLoad: new LocalLLMError('network', 'Reset.'), loadMs: 20 });
    expect(announced(chat)).toContain('The connection was interrupted. Check that you are online');
  });
});

describe('events', () => {
  it('bubble out of shadow roots as typed classes', async () => {
    const heard: Event[] = [];
    const names = ['llm-statuschange', 'llm-message', 'llm-error'] as const;
    const listen = (event: Event) => heard.push(event);
    for (const name of names) document.addEventListener(name, listen);
    const chat = await placeAt('ready', {
      failAfterTokens: { tokens: 1, error: new LocalLLMError('unknown', 'Broken.') },
      reply: 'one two',
    });
    await chat.send('Hi');
    for (const name of names) document.removeEventListener(name, listen);
    const statuses = heard.filter((event) => event instanceof StatusChangeEvent).map(({ status }) => status);
    expect(statuses).toEqual(['checking', 'awaiting-consent', 'loading', 'ready', 'busy', 'ready']);
    const messages = heard.filter((event) => event instanceof LLMMessageEvent).map(({ message }) => message);
    expect(messages.map(({ role, status }) => `${role} ${status}`)).toEqual(['user complete', 'assistant failed']);
    const errors = heard.filter((event) => event instanceof LLMErrorEvent);
    expect(errors.map(({ error, source }) => `${source} ${error.code}`)).toEqual(['message unknown']);
  });
});
