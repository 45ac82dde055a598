/** A chat over its page, in a real browser: what opens and closes it, where the focus goes, and what a phone needs. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { OpenChangeEvent } from '../events.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { accessibilityProblems, hasPart, part, place, reaches, waitUntil } from '../stage.case.js';

const PHONE = [360, 640] as const;
const DESK = [1280, 800] as const;

beforeEach(async () => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
  await page.viewport(...DESK);
});

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
  await page.viewport(...DESK);
});

/** A chat over the page, once its button is there. */
async function float(settings: Partial<LocalLLMChat>, script = {}): Promise<LocalLLMChat> {
  const chat = await place(script, settings);
  await waitUntil(() => hasPart(chat, 'launcher-button'));
  await chat.updateComplete;
  return chat;
}

const focused = (chat: LocalLLMChat) => chat.shadowRoot?.activeElement ?? null;
const box = (chat: LocalLLMChat, name: string) => part(chat, name).getBoundingClientRect();
const isShown = (chat: LocalLLMChat, name: string) => hasPart(chat, name) && part(chat, name).checkVisibility();

/** Opens it with the button, as a visitor does. */
async function open(chat: LocalLLMChat): Promise<void> {
  await userEvent.click(part(chat, 'launcher-button'));
  await waitUntil(() => isShown(chat, 'window'));
  await Promise.all(
    part(chat, 'window')
      .getAnimations()
      .map(({ finished }) => finished),
  );
}

describe('a launcher', () => {
  it('is a button alone until it is opened: nothing is looked at, nothing fetched', async () => {
    let looks = 0;
    const llm = createFakeLLM({
      findCandidates: async () => {
        looks += 1;
        return { candidates: [], passedOver: [] };
      },
    });
    const chat = await float({ display: 'launcher', llm });
    expect(box(chat, 'launcher-button').width).toBeGreaterThanOrEqual(44);
    expect(isShown(chat, 'window')).toBe(false);
    expect(hasPart(chat, 'chat')).toBe(false);
    expect([chat.status, looks]).toEqual(['idle', 0]);
    expect(chat.getBoundingClientRect().height).toBe(0);
    expect(await accessibilityProblems(chat)).toEqual([]);
    await open(chat);
    await reaches(chat, 'unsupported');
    expect(looks).toBe(1);
  });

  it('opens beside its button, with the focus where one goes on, and leaves the page in use', async () => {
    const other = document.createElement('button');
    other.textContent = 'Of the page';
    document.body.append(other);
    const chat = await float({ display: 'launcher' });
    await open(chat);
    await reaches(chat, 'ready');
    await waitUntil(() => focused(chat) === part(chat, 'input'));
    expect(part(chat, 'launcher-button').getAttribute('aria-expanded')).toBe('true');
    expect(box(chat, 'window').bottom).toBeLessThan(box(chat, 'launcher-button').top);
    expect(box(chat, 'window').right).toBeCloseTo(box(chat, 'launcher-button').right, 0);
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.click(other);
    expect(document.activeElement).toBe(other);
    expect(chat.open).toBe(true);
  });

  it('leads the focus to the download on a first visit', async () => {
    const chat = await float({ display: 'launcher' }, { downloadMs: 60_000 });
    await open(chat);
    await reaches(chat, 'awaiting-consent');
    await waitUntil(() => focused(chat) === part(chat, 'start-button'));
  });

  it('closes with Escape, and the focus goes back to the button', async () => {
    const chat = await float({ display: 'launcher' });
    const told: boolean[] = [];
    chat.addEventListener('llm-openchange', (event) => told.push((event as OpenChangeEvent).open));
    await open(chat);
    await reaches(chat, 'ready');
    await waitUntil(() => focused(chat) === part(chat, 'input'));
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !isShown(chat, 'window'));
    expect(focused(chat)).toBe(part(chat, 'launcher-button'));
    expect(told).toEqual([true, false]);
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => isShown(chat, 'window'));
  });

  it('lets an answer, and what is open inside, have the Escape first', async () => {
    const chat = await float({ display: 'launcher' }, { reply: 'one two three four five', tokensPerSecond: 10 });
    await open(chat);
    await reaches(chat, 'ready');
    const answer = chat.send('Hi');
    await waitUntil(() => chat.messages.at(-1)?.status === 'streaming');
    part(chat, 'input').focus();
    await userEvent.keyboard('{Escape}');
    await answer;
    expect(chat.messages.at(-1)?.status).toBe('stopped');
    expect(chat.open).toBe(true);
    part(chat, 'about-summary').focus();
    part(chat, 'about-summary').click();
    await waitUntil(() => part<HTMLDetailsElement>(chat, 'about').open);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !part<HTMLDetailsElement>(chat, 'about').open);
    expect(chat.open).toBe(true);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !chat.open);
  });

  it('shows a dot when an answer has ended behind it, until it is opened', async () => {
    const chat = await float({ display: 'launcher' }, { reply: 'one two three', tokensPerSecond: 20 });
    await open(chat);
    await reaches(chat, 'ready');
    const answer = chat.send('Hi');
    await chat.hide();
    expect(hasPart(chat, 'news')).toBe(false);
    await answer;
    await waitUntil(() => hasPart(chat, 'news'));
    expect(part(chat, 'launcher-button').textContent).toContain('new answer');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await chat.show();
    expect(hasPart(chat, 'news')).toBe(false);
    expect(part(chat, 'markdown').textContent?.trim()).toBe('one two three');
  });

  it('is on top of a page with other ideas, wherever it stands in it', async () => {
    const hostile = document.createElement('div');
    hostile.setAttribute('style', 'transform: rotate(2deg); overflow: hidden; block-size: 10px; inline-size: 10px');
    const cover = document.createElement('div');
    cover.setAttribute('style', 'position: fixed; inset: 0; z-index: 2147483647; background: teal');
    document.body.append(hostile, cover);
    const chat = await float({ display: 'launcher' });
    hostile.append(chat);
    await waitUntil(() => isShown(chat, 'launcher-button'));
    const button = box(chat, 'launcher-button');
    expect(innerWidth - button.right).toBeCloseTo(20, 0);
    await open(chat);
    expect(document.elementFromPoint(button.left - 50, button.top - 100)).toBe(chat);
  });

  it('stays open, or closed, over a move in the page', async () => {
    const chat = await float({ display: 'launcher' });
    await open(chat);
    const corner = document.createElement('div');
    document.body.append(corner);
    corner.append(chat);
    await waitUntil(() => isShown(chat, 'window'));
    expect(chat.open).toBe(true);
  });

  it('can be opened by the page: as an attribute, a property and a method', async () => {
    const chat = await float({ display: 'launcher', open: true });
    await waitUntil(() => isShown(chat, 'window'));
    expect(chat.hasAttribute('open')).toBe(true);
    chat.open = false;
    await chat.updateComplete;
    expect(isShown(chat, 'window')).toBe(false);
    await chat.toggle();
    expect(isShown(chat, 'window')).toBe(true);
  });

  it('takes words of the page into its button', async () => {
    const words = document.createElement('span');
    words.slot = 'launcher';
    words.textContent = 'Ask our gardener';
    const chat = await float({ display: 'launcher' });
    chat.append(words);
    expect(words.getBoundingClientRect().width).toBeGreaterThan(60);
    expect(box(chat, 'launcher-button').width).toBeGreaterThan(words.getBoundingClientRect().width);
  });

  it('stands at the other side on request, and in a page from right to left', async () => {
    const chat = await float({ display: 'launcher', side: 'start' });
    expect(box(chat, 'launcher-button').left).toBeCloseTo(20, 0);
    document.documentElement.dir = 'rtl';
    expect(innerWidth - box(chat, 'launcher-button').right).toBeCloseTo(20, 0);
    chat.side = 'end';
    await chat.updateComplete;
    expect(box(chat, 'launcher-button').left).toBeCloseTo(20, 0);
  });
});

describe('on a phone', () => {
  beforeEach(() => page.viewport(...PHONE));

  it('fills the screen, keeps the focus, and holds the page still', async () => {
    const tall = document.createElement('div');
    tall.setAttribute('style', 'block-size: 3000px');
    const link = document.createElement('a');
    link.href = '#';
    link.textContent = 'Of the page';
    document.body.append(tall, link);
    const before = tall.getBoundingClientRect().width;
    const chat = await float({ display: 'launcher' });
    await open(chat);
    await reaches(chat, 'ready');
    const { left, top, width, height } = box(chat, 'window');
    expect([left, top, width, height]).toEqual([0, 0, ...PHONE]);
    expect(getComputedStyle(document.documentElement).overflow).toBe('hidden');
    expect(tall.getBoundingClientRect().width).toBe(before);
    expect(isShown(chat, 'launcher-button')).toBe(false);
    // The keyboard of a phone would cover what there is to read.
    expect(focused(chat)).toBe(part(chat, 'window'));
    for (let step = 0; step < 12; step += 1) {
      await userEvent.tab();
      expect([chat, document.body]).toContain(document.activeElement);
    }
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.click(part(chat, 'hide-button'));
    await waitUntil(() => !isShown(chat, 'window'));
    expect(focused(chat)).toBe(part(chat, 'launcher-button'));
    expect(getComputedStyle(document.documentElement).overflow).not.toBe('hidden');
  });

  it('closes with Escape, and with the gesture of the system', async () => {
    const chat = await float({ display: 'panel' });
    await open(chat);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !chat.open);
    await open(chat);
    part(chat, 'window').dispatchEvent(new Event('cancel', { cancelable: true }));
    await waitUntil(() => !chat.open);
    expect(isShown(chat, 'window')).toBe(false);
  });

  it('does not close with the Escape that closes a part of it', async () => {
    const chat = await float({ display: 'launcher' });
    await open(chat);
    await reaches(chat, 'ready');
    part(chat, 'about-summary').focus();
    part(chat, 'about-summary').click();
    await waitUntil(() => part<HTMLDetailsElement>(chat, 'about').open);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !part<HTMLDetailsElement>(chat, 'about').open);
    expect(chat.open).toBe(true);
    expect(isShown(chat, 'window')).toBe(true);
  });

  it('keeps the message field above the keyboard', async () => {
    const chat = await float({ display: 'launcher' });
    await open(chat);
    await reaches(chat, 'ready');
    // A real keyboard makes the visual viewport smaller, which no test can; the listener is the same.
    const screen = visualViewport as VisualViewport;
    Object.defineProperty(screen, 'height', { configurable: true, get: () => 340 });
    Object.defineProperty(screen, 'offsetTop', { configurable: true, get: () => 25 });
    try {
      screen.dispatchEvent(new Event('resize'));
      const window = box(chat, 'window');
      expect([window.top, window.height]).toEqual([25, 340]);
      expect(box(chat, 'composer').bottom).toBeLessThanOrEqual(365);
    } finally {
      Reflect.deleteProperty(screen, 'height');
      Reflect.deleteProperty(screen, 'offsetTop');
    }
    screen.dispatchEvent(new Event('resize'));
    expect(box(chat, 'window').height).toBe(PHONE[1]);
  });

  it('changes its form with the screen, and keeps the focus and what is written', async () => {
    const chat = await float({ display: 'launcher' });
    await open(chat);
    await reaches(chat, 'ready');
    const field = part<HTMLTextAreaElement>(chat, 'input');
    await userEvent.click(field);
    await userEvent.keyboard('Half a tho');
    await page.viewport(...DESK);
    await waitUntil(() => box(chat, 'window').width < 500);
    expect(focused(chat)).toBe(field);
    expect(field.value).toBe('Half a tho');
    expect(getComputedStyle(document.documentElement).overflow).not.toBe('hidden');
    await page.viewport(...PHONE);
    await waitUntil(() => box(chat, 'window').width === PHONE[0]);
    expect(focused(chat)).toBe(field);
  });
});

describe('a panel', () => {
  it('takes the side of the window from top to bottom, and pushes nothing', async () => {
    const column = document.createElement('div');
    column.textContent = 'Of the page';
    document.body.append(column);
    const before = column.getBoundingClientRect().width;
    const chat = await float({ display: 'panel' });
    await open(chat);
    const panel = box(chat, 'window');
    expect([panel.top, panel.height, panel.right]).toEqual([0, innerHeight, innerWidth]);
    expect(column.getBoundingClientRect().width).toBe(before);
    expect(isShown(chat, 'launcher-button')).toBe(false);
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.click(part(chat, 'hide-button'));
    await waitUntil(() => focused(chat) === part(chat, 'launcher-button'));
  });

  it.each([
    ['end', 'ltr', 'ArrowLeft'],
    ['end', 'rtl', 'ArrowRight'],
    ['start', 'ltr', 'ArrowRight'],
    ['start', 'rtl', 'ArrowLeft'],
  ] as const)('at the %s of a page in %s grows by %s', async (side, dir, outward) => {
    document.documentElement.dir = dir;
    const chat = await float({ display: 'panel', side });
    await open(chat);
    const atLeft = (side === 'start') === (dir === 'ltr');
    expect(box(chat, 'window')[atLeft ? 'left' : 'right']).toBe(atLeft ? 0 : innerWidth);
    await waitUntil(() => hasPart(chat, 'input') && focused(chat) === part(chat, 'input'));
    const handle = part(chat, 'resize-handle');
    const now = () => Number(handle.getAttribute('aria-valuenow'));
    await waitUntil(() => now() === 416);
    handle.focus();
    await userEvent.keyboard(`{${outward}}`);
    await waitUntil(() => now() === 432);
    expect(box(chat, 'window').width).toBe(432);
    await userEvent.keyboard('{Home}');
    await waitUntil(() => box(chat, 'window').width === Number(handle.getAttribute('aria-valuemin')));
    await userEvent.keyboard('{End}');
    await waitUntil(() => box(chat, 'window').width === Number(handle.getAttribute('aria-valuemax')));
    expect(box(chat, 'window').width).toBeLessThan(innerWidth);
  });

  it('follows the pointer, and keeps its width while the page is open', async () => {
    const chat = await float({ display: 'panel' });
    await open(chat);
    const handle = part(chat, 'resize-handle');
    const { x, y } = handle.getBoundingClientRect();
    const pointer = (type: string, clientX: number) =>
      new PointerEvent(type, { clientX, clientY: y + 99, button: 0, pointerId: 1, bubbles: true });
    // A pointer made by a script cannot be captured.
    handle.setPointerCapture = () => undefined;
    handle.dispatchEvent(pointer('pointerdown', x));
    handle.dispatchEvent(pointer('pointermove', x - 100));
    handle.dispatchEvent(pointer('pointerup', x - 100));
    handle.dispatchEvent(pointer('pointermove', x - 300));
    expect(box(chat, 'window').width).toBe(516);
    await chat.hide();
    await chat.show();
    expect(box(chat, 'window').width).toBe(516);
  });
});
