/** Writing in a real browser: input methods, drafts, the meter, and phones. */
import type { ContextUse } from '@local-llm-chat/core';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { Composer } from '../composer.js';
import type { ComposerContext, ComposerDraft } from '../composer-context.js';
import { addAllEnglish } from '../locales/all-english.js';
import { accessibilityProblems, hasPart, part, press, type, waitUntil } from '../stage.case.js';
import { createTexts } from '../texts.js';
import { attached, chipReaches, placeReady } from './composer.case.js';
import { paste, pdfFile, textFile } from './given.case.js';

addAllEnglish();

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

const ROOM: ContextUse = { windowTokens: 4096, answerTokens: 1024, promptTokens: 0, omittedMessages: 0, cutFiles: [] };

/** A composer on an element of its own, as pages may arrange one. */
class Bare extends LitElement {
  readonly composer = new Composer(this);
  context: ComposerContext = {
    texts: createTexts('en'),
    lang: 'en',
    placeholder: 'Write',
    canSend: true,
    isAnswering: false,
    isNew: false,
    settings: {
      attachments: 'on',
      pageContext: undefined,
      dictation: false,
      suggestions: undefined,
      tasks: undefined,
      tools: [],
      enginesUrl: undefined,
      workerMode: undefined,
    },
    grants: null,
    contextUse: ROOM,
    measure: () => ROOM,
    countTokens: (text) => text.length,
    announce: () => undefined,
    onSend: () => undefined,
    onStop: () => undefined,
  };
  isShown = true;
  protected override render(): TemplateResult {
    return this.isShown ? this.composer.render(this.context) : html``;
  }
  get field(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  }
}
customElements.define('test-bare-composer', Bare);

async function placeBare(context: Partial<ComposerContext> = {}): Promise<Bare> {
  const bare = new Bare();
  bare.context = { ...bare.context, ...context };
  document.body.append(bare);
  await waitUntil(() => bare.renderRoot.querySelector('.file-input') !== null);
  return bare;
}

/** What a session can do is typed by a package for Node. */
function session(): { send(method: string, parameters?: object): Promise<unknown> } {
  return cdp() as unknown as ReturnType<typeof session>;
}

describe('an input method', () => {
  it('picks its word with Enter, and the next Enter sends', async () => {
    const sent: unknown[] = [];
    const bare = await placeBare({ onSend: (message) => sent.push(message) });
    bare.field.focus();
    await session().send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await waitUntil(() => bare.field.value === 'にほん');
    press(bare.field, 'Enter', { isComposing: true });
    // Safari ends the composition first, and marks the key that ended it with this number alone.
    press(bare.field, 'Enter', { keyCode: 229 });
    expect(sent).toEqual([]);
    await session().send('Input.insertText', { text: '日本' });
    await waitUntil(() => bare.field.value === '日本');
    await userEvent.keyboard('{Enter}');
    expect(sent).toEqual(['日本']);
    expect(bare.field.enterKeyHint).toBe('send');
  });

  it('is not disturbed by what is drawn meanwhile', async () => {
    const bare = await placeBare();
    bare.field.focus();
    await session().send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    bare.requestUpdate();
    await bare.updateComplete;
    await session().send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await waitUntil(() => bare.field.value === 'にほん');
    await session().send('Input.insertText', { text: '日本' });
    await waitUntil(() => bare.field.value === '日本');
  });
});

describe('the field', () => {
  it('keeps the caret where it is when the chat is drawn anew', async () => {
    const bare = await placeBare();
    bare.field.focus();
    await userEvent.keyboard('one three');
    bare.field.setSelectionRange(4, 4);
    await userEvent.keyboard('two ');
    bare.requestUpdate();
    await bare.updateComplete;
    expect(bare.field.value).toBe('one two three');
    expect(bare.field.selectionStart).toBe(8);
  });

  it('leads to the last question with ArrowUp, only while it is empty', async () => {
    let edits = 0;
    const bare = await placeBare({
      onEditLast: () => {
        edits += 1;
      },
    });
    bare.field.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(edits).toBe(1);
    press(bare.field, 'ArrowUp', { shiftKey: true });
    await userEvent.keyboard('a{ArrowUp}');
    expect(edits).toBe(1);
  });

  it('puts the last question of the chat back into a field', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    await chat.send('What is a fern?');
    await waitUntil(() => hasPart(chat, 'more-button'));
    part(chat, 'input').focus();
    await userEvent.keyboard('{ArrowUp}');
    await waitUntil(() => hasPart(chat, 'save-button'));
    const editor = chat.shadowRoot?.activeElement as HTMLTextAreaElement;
    expect(editor).not.toBe(part(chat, 'input'));
    expect(editor.value).toBe('What is a fern?');
  });

  it('is large enough for a phone not to zoom in', async () => {
    const column = document.createElement('div');
    column.setAttribute('style', 'font-size: 12px');
    document.body.append(column);
    const chat = await placeReady();
    column.append(chat);
    await chat.updateComplete;
    expect(Number.parseFloat(getComputedStyle(part(chat, 'input')).fontSize)).toBeGreaterThanOrEqual(16);
  });
});

describe('a draft', () => {
  it('is told of with every change, and empty once it is sent', async () => {
    const bare = await placeBare();
    const drafts: ComposerDraft[] = [];
    bare.composer.onDraftChange = (draft) => drafts.push(draft);
    bare.field.focus();
    await userEvent.keyboard('Hi');
    expect(drafts.map(({ text }) => text)).toEqual(['H', 'Hi']);
    await userEvent.keyboard('{Enter}');
    expect(drafts.at(-1)).toEqual({ text: '', files: [] });
  });

  it('can be put in with files, also before anything was attached, and is sent as it is', async () => {
    const sent: unknown[] = [];
    const bare = new Bare();
    bare.context = { ...bare.context, onSend: (message) => sent.push(message) };
    const file = {
      type: 'file',
      id: '1',
      name: 'a.txt',
      mediaType: 'text/plain',
      bytes: 1,
      text: 'A',
      source: 'file',
    } as const;
    bare.composer.draft = { text: 'Read', files: [file] };
    document.body.append(bare);
    expect(bare.composer.draft).toEqual({ text: 'Read', files: [file] });
    await waitUntil(() => bare.renderRoot.querySelector('.chip') !== null);
    expect(bare.field.value).toBe('Read');
    bare.isShown = false;
    bare.requestUpdate();
    await bare.updateComplete;
    bare.isShown = true;
    bare.requestUpdate();
    await bare.updateComplete;
    expect(bare.field.value).toBe('Read');
    press(bare.field, 'Enter');
    expect(sent).toEqual([{ text: 'Read', files: [file] }]);
    bare.composer.draft = { text: '', files: [] };
    expect(bare.composer.draft.files).toEqual([]);
  });
});

describe('another draft', () => {
  it('takes the place of all that was there, also of what is still being read', async () => {
    const bare = await placeBare();
    const chips = () => bare.renderRoot.querySelectorAll('.chip').length;
    const clipboardData = new DataTransfer();
    clipboardData.items.add(pdfFile('long.pdf', 2000, (page) => `Page ${page}`));
    bare.field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    await waitUntil(() => chips() === 1);
    bare.composer.draft = { text: '', files: [] };
    await waitUntil(() => chips() === 0);
    press(bare.field, 'Enter');
    await bare.updateComplete;
    expect(bare.composer.draft.files).toEqual([]);
  });
});

describe('the meter', () => {
  const WINDOW = { contextWindow: 1200 };

  it('is hidden while there is much room, and comes with a file', async () => {
    const chat = await placeReady();
    await type(chat, 'word '.repeat(60));
    expect(hasPart(chat, 'meter-button')).toBe(false);
    paste(chat, { files: [textFile('a.txt', 'word '.repeat(40))] });
    await chipReaches(chat, 'a.txt', 'read');
    await waitUntil(() => hasPart(chat, 'meter-button'));
    expect(part(chat, 'meter-button').getAttribute('aria-label')).toMatch(/^Memory of the model: \d+% used$/);
  });

  it('comes as the room gets less, and says by focus what is used', async () => {
    const chat = await placeReady(WINDOW);
    await type(chat, 'word '.repeat(280));
    await waitUntil(() => hasPart(chat, 'meter-button'));
    const button = part(chat, 'meter-button');
    part(chat, 'input').focus();
    await userEvent.keyboard('{Tab}');
    await waitUntil(() => button.getAttribute('aria-expanded') === 'true');
    const words = part(chat, 'meter');
    expect(words.checkVisibility()).toBe(true);
    expect(words.textContent).toMatch(/^This message and the conversation use about \d+ of 6\d\d tokens\./);
    expect(words.textContent).toContain('the oldest messages are left out first');
    expect(await accessibilityProblems(chat)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitUntil(() => !words.checkVisibility());
    await userEvent.keyboard('{Enter}');
    await waitUntil(() => words.checkVisibility());
  });

  it('says beside the field what a message would push out, and when it is too long itself', async () => {
    const llm = createFakeLLM({ ...WINDOW, reply: 'word '.repeat(40) });
    await llm.load();
    const chat = llm.createChat();
    for (let turn = 0; turn < 2; turn += 1) await chat.send('word '.repeat(60));
    const contextUse = chat.getSnapshot().context;
    expect(contextUse.omittedMessages).toBe(0);
    const bare = await placeBare({ contextUse, measure: (draft) => chat.measure(draft) });
    const note = () => bare.renderRoot.querySelector('.left-out')?.textContent ?? '';
    const write = (text: string) => {
      bare.composer.draft = { text, files: [] };
    };
    let words = 1;
    while (chat.measure({ text: 'word '.repeat(words) }).omittedMessages === 0) words += 1;
    write('word '.repeat(words - 1));
    await waitUntil(() => bare.renderRoot.querySelector('.meter') !== null);
    expect(note()).toBe('');
    write('word '.repeat(words));
    await waitUntil(() => note() === 'The oldest 2 messages are not read.');
    write('word '.repeat(1200));
    await waitUntil(() => note() === 'This message is too long for the model. Shorten it.');
    write('word');
    await waitUntil(() => note() === '');
  });

  it('says in the chip how much of a file is read', async () => {
    const chat = await placeReady(WINDOW);
    paste(chat, { files: [textFile('long.txt', 'One more sentence of many. '.repeat(400))] });
    const chip = await chipReaches(chat, 'long.txt', 'read');
    await waitUntil(() => /The model reads the first \d+%$/.test(chip.querySelector('.chip-facts')?.textContent ?? ''));
    part(chat, 'meter-button').click();
    await waitUntil(() => part(chat, 'meter').checkVisibility());
    expect(part(chat, 'meter').textContent).toContain('Of one file only a part is read.');
    expect(await accessibilityProblems(chat)).toEqual([]);
  });

  it('never measures more than every 150 milliseconds, and always what is written last', async () => {
    const times: number[] = [];
    let last = '';
    const bare = await placeBare({
      contextUse: { ...ROOM, promptTokens: 3000 },
      measure: ({ text = '' }) => {
        times.push(performance.now());
        last = text;
        return { ...ROOM, promptTokens: 3000 };
      },
    });
    await waitUntil(() => times.length > 0);
    let text = '';
    for (let key = 0; key < 60; key += 1) {
      text += 'a';
      bare.field.value = text;
      bare.field.dispatchEvent(new InputEvent('input'));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await waitUntil(() => last === text);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // Timers of browsers may fire a millisecond early.
    expect(Math.min(...gaps)).toBeGreaterThan(148);
  });
});

describe('a phone', () => {
  it('has targets of 44 pixels for all that can be pressed', async () => {
    await session().send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.viewport(360, 700);
    try {
      const chat = await placeReady({}, { suggestions: ['What is a fern?'], pageContext: 'page selection' });
      paste(chat, { text: 'A line of a letter.\n'.repeat(300) });
      await waitUntil(
        () => attached(chat).length === 1 && hasPart(chat, 'meter-button') && hasPart(chat, 'suggestion'),
      );
      part(chat, 'add-button').click();
      await waitUntil(() => hasPart(chat, 'menu'));
      const names = ['add-button', 'send-button', 'meter-button', 'remove-button', 'insert-button', 'suggestion'];
      for (const target of [...names, 'page-item', 'selection-item', 'files-item'].map((name) => part(chat, name))) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).toBeGreaterThanOrEqual(44);
      }
      const box = part(chat, 'composer');
      expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
    } finally {
      await session().send('Emulation.setTouchEmulationEnabled', { enabled: false });
      await page.viewport(1280, 800);
    }
  });
});
