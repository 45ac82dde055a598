/** Long conversations: what is drawn when, what a new word costs, where the log stands, and how the keyboard gets about. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, announced, hasPart, part, parts, placeAt, type, waitUntil } from '../stage.case.js';
import { llmWith, longTree, SHORT } from './messages.case.js';

const THOUSAND = longTree(1000);

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => {
  document.body.replaceChildren();
});

async function place(script = {}, tree = THOUSAND): Promise<LocalLLMChat> {
  const chat = await placeAt('ready', {}, { llm: llmWith(tree, script) });
  await waitUntil(() => hasPart(chat, 'message-actions') && atEnd(chat));
  return chat;
}

function isDrawn(chat: LocalLLMChat): boolean {
  return parts(chat, 'message').every((one) => one.childElementCount > 0);
}

function atEnd(chat: LocalLLMChat): boolean {
  const log = part(chat, 'log');
  return log.scrollHeight - log.clientHeight - log.scrollTop < 2;
}

function focused(chat: LocalLLMChat): HTMLElement | null {
  return (chat.shadowRoot?.activeElement as HTMLElement | null) ?? null;
}

function focusedId(chat: LocalLLMChat): string | undefined {
  return focused(chat)?.dataset['id'];
}

/** Resolves when the browser has drawn, and once more, so that what follows from it is there too. */
async function frames(): Promise<void> {
  for (let count = 0; count < 2; count += 1) await new Promise(requestAnimationFrame);
}

describe('a thousand messages', () => {
  it('open at their end, and are drawn from there on while the browser is idle', async () => {
    const chat = await place();
    expect(parts(chat, 'message')).toHaveLength(1000);
    const empty = () => parts(chat, 'message').filter((one) => one.childElementCount === 0);
    const before = empty();
    expect(before.length).toBeGreaterThan(500);
    expect(empty()).not.toContain(parts(chat, 'message').at(-1));
    await vi.waitFor(() => expect(isDrawn(chat)).toBe(true), { timeout: 90_000, interval: 20 });
    await frames();
    expect(atEnd(chat)).toBe(true);
  });

  it('are drawn at once where the visitor goes', async () => {
    const chat = await place();
    part(chat, 'log').scrollTop = 0;
    await waitUntil(() => (parts(chat, 'message')[0]?.childElementCount ?? 0) > 0);
    expect(parts(chat, 'message')[0]?.textContent).toContain('Question 1');
  });

  it('stay untouched while an answer grows: a new word changes the last one alone', async () => {
    const chat = await place({ reply: 'one two three four five six seven eight nine ten', tokensPerSecond: 20 });
    await vi.waitFor(() => expect(isDrawn(chat)).toBe(true), { timeout: 90_000, interval: 20 });
    const answer = chat.send('And now?');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    await chat.updateComplete;
    const touched = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest<HTMLElement>('.message')?.dataset['id'] ?? element?.className ?? '?');
      }
    });
    observer.observe(part(chat, 'messages'), { childList: true, subtree: true, attributes: true, characterData: true });
    const { length } = chat.messages.at(-1)?.parts[0]?.text ?? '';
    await waitUntil(() => (chat.messages.at(-1)?.parts[0]?.text.length ?? 0) >= length + 12);
    await chat.updateComplete;
    expect(chat.messages.at(-1)?.status).toBe('streaming');
    observer.disconnect();
    expect([...touched]).toEqual([chat.messages.at(-1)?.id]);
    await answer;
  });

  it('lay out only what is near', async () => {
    const chat = await place();
    await vi.waitFor(() => expect(isDrawn(chat)).toBe(true), { timeout: 90_000, interval: 20 });
    await frames();
    const inLayout = parts(chat, 'message').filter((one) =>
      one.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }),
    );
    expect(inLayout.length).toBeGreaterThan(0);
    expect(inLayout.length).toBeLessThan(60);
  });
});

describe('the log', () => {
  it('offers no way to its end once that is in sight', async () => {
    const chat = await place({}, longTree(6));
    await waitUntil(() => atEnd(chat));
    part(chat, 'log').scrollTop = 0;
    await waitUntil(() => hasPart(chat, 'latest-button'));
    chat.style.blockSize = '200rem';
    await waitUntil(() => !hasPart(chat, 'latest-button'));
  });

  it('follows what grows, stays where the visitor has scrolled to, and goes back by its button', async () => {
    const reply = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}.`).join('\n\n');
    const chat = await place({ reply, tokensPerSecond: 60 }, longTree(20));
    const answer = chat.send('Tell me more');
    await waitUntil(() => (chat.messages.at(-1)?.parts[0]?.text.length ?? 0) > 100);
    await waitUntil(() => atEnd(chat));
    const log = part(chat, 'log');
    const first = parts(chat, 'message')[10];
    first?.scrollIntoView();
    await waitUntil(() => hasPart(chat, 'latest-button'));
    const place1 = first?.getBoundingClientRect().top;
    const { length } = chat.messages.at(-1)?.parts[0]?.text ?? '';
    await waitUntil(() => (chat.messages.at(-1)?.parts[0]?.text.length ?? 0) > length + 100);
    await frames();
    // The browser rounds to parts of a pixel.
    expect(Math.abs((first?.getBoundingClientRect().top ?? 0) - (place1 ?? 0))).toBeLessThan(1);
    part(chat, 'latest-button').click();
    await frames();
    expect(log.scrollHeight - log.clientHeight - log.scrollTop).toBeLessThan(48);
    chat.stop();
    await answer;
    await waitUntil(() => !hasPart(chat, 'latest-button'));
  });
});

describe('the keyboard', () => {
  it('reaches the log once, walks its messages, goes into one and out behind it', async () => {
    const chat = await place({}, longTree(6));
    const field = await type(chat, 'Draft');
    field.focus();
    // Past what else there is beside the field.
    for (let count = 0; count < 4 && focused(chat)?.closest('[part~=composer]'); count += 1) {
      await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    }
    expect(focusedId(chat)).toBe('m5');
    expect(focused(chat)?.getAttribute('aria-label')).toMatch(/^Assistant, .*\d/);
    await userEvent.keyboard('{ArrowUp}');
    expect(focusedId(chat)).toBe('m4');
    expect(focused(chat)?.getAttribute('aria-label')).toMatch(/^You, .*\d/);
    await userEvent.keyboard('{Home}');
    expect(focusedId(chat)).toBe('m0');
    await userEvent.keyboard('{ArrowUp}');
    expect(focusedId(chat)).toBe('m0');
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedId(chat)).toBe('m1');
    expect(await accessibilityProblems(chat)).toEqual([]);
    // Through all that is in it: a link, then its buttons.
    const names: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      await userEvent.keyboard('{Tab}');
      const now = focused(chat);
      if (now?.closest('.message') === null) break;
      names.push(now?.textContent?.trim() || (now?.getAttribute('aria-label') ?? ''));
    }
    expect(names).toEqual(['guide', 'Copy answer', 'More actions']);
    expect(focused(chat)?.closest('[part~=log]')).toBeNull();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(focusedId(chat)).toBe('m1');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(focused(chat)?.closest('[part~=header]')).not.toBeNull();
    await userEvent.keyboard('{Tab}');
    expect(focusedId(chat)).toBe('m1');
    await userEvent.keyboard('{End}');
    expect(focusedId(chat)).toBe('m5');
    await userEvent.keyboard('{Escape}');
    expect(focused(chat)).toBe(field);
  });

  it('first scrolls through a message that is longer than the log', async () => {
    const long = { ...SHORT.messages[1], parts: [{ type: 'text', text: 'Line.\n\n'.repeat(80) }] } as const;
    const tree = { messages: [SHORT.messages[0], long], leafId: 'a' } as typeof SHORT;
    const chat = await place({}, tree);
    const first = parts(chat, 'message')[0];
    first?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedId(chat)).toBe('a');
    const log = part(chat, 'log');
    log.scrollTop = 200;
    await userEvent.keyboard('{ArrowUp}');
    expect(focusedId(chat)).toBe('a');
    log.scrollTop = 0;
    await userEvent.keyboard('{ArrowUp}');
    expect(focusedId(chat)).toBe('q');
  });
});

describe('what is said of an answer', () => {
  it('is what it shows; of code and tables what they are', async () => {
    const reply = 'First:\n\n```python\na\nb\nc\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n- [x] Done it';
    const chat = await place({ reply }, SHORT);
    await chat.send('How?');
    await waitUntil(() => announced(chat).startsWith('Assistant: First:'));
    expect(announced(chat).replaceAll(/\s+/g, ' ')).toBe(
      'Assistant: First: Code block, 3 lines, python. Table, 2 columns, 2 rows. - Done: Done it',
    );
  });
});
