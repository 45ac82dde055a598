/** Files, long texts and drops in a real browser: how they come in, how they are read, and what is sent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { accessibilityProblems, announced, hasPart, part, parts, press, type, waitUntil } from '../stage.case.js';
import { attached, chipReaches, placeReady } from './composer.case.js';
import { drag, paste, pdfFile, textFile } from './given.case.js';

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Test';
});

afterEach(() => document.body.replaceChildren());

describe('files', () => {
  it('are read when they are pasted, shown with size and tokens, and sent before the words', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    expect(paste(chat, { files: [textFile('notes.txt', 'word '.repeat(400))] })).toBe(false);
    const chip = await chipReaches(chat, 'notes.txt', 'read');
    expect(chip.textContent?.replaceAll(/\s+/g, ' ')).toContain('2 kB · about 800 tokens');
    await waitUntil(() => announced(chat) === 'notes.txt was read.');
    expect(await accessibilityProblems(chat)).toEqual([]);
    press(await type(chat, 'What is this?'), 'Enter');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    const [file, text] = chat.messages[0]?.parts ?? [];
    expect(file).toMatchObject({
      type: 'file',
      name: 'notes.txt',
      source: 'file',
      bytes: 2000,
      mediaType: 'text/plain',
    });
    expect(text).toEqual({ type: 'text', text: 'What is this?' });
    expect(attached(chat)).toEqual([]);
  });

  it('can be sent without a word', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    expect(part<HTMLButtonElement>(chat, 'send-button').disabled).toBe(true);
    paste(chat, { files: [textFile('a.md', '# A')] });
    await chipReaches(chat, 'a.md', 'read');
    expect(part<HTMLButtonElement>(chat, 'send-button').disabled).toBe(false);
    press(part(chat, 'input'), 'Enter');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts.map((each) => each.type)).toEqual(['file']);
  });

  it('come from the picker too, whose button is reached by keyboard', async () => {
    const chat = await placeReady();
    const button = part<HTMLButtonElement>(chat, 'add-button');
    expect(button.getAttribute('aria-label')).toBe('Add files');
    button.focus();
    await waitUntil(() => chat.shadowRoot?.querySelector('.file-input') != null);
    const input = chat.shadowRoot?.querySelector<HTMLInputElement>('.file-input') as HTMLInputElement;
    const opened = new Promise((resolve) => input.addEventListener('click', resolve, { once: true }));
    input.addEventListener('click', (event) => event.preventDefault(), { once: true });
    await userEvent.keyboard('{Enter}');
    await opened;
    expect(input.multiple).toBe(true);
    expect(input.accept).toContain('.pdf');
    const picked = new DataTransfer();
    picked.items.add(textFile('b.csv', 'a,b\n1,2', 'text/csv'));
    input.files = picked.files;
    input.dispatchEvent(new Event('change'));
    await chipReaches(chat, 'b.csv', 'read');
    expect(chat.shadowRoot?.activeElement).toBe(part(chat, 'input'));
  });

  it('of thirty pages are read page by page by the real reader', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    const seen = new Set<string>();
    const watcher = new MutationObserver(() => {
      for (const chip of parts(chat, 'attachment')) seen.add(chip.querySelector('.chip-facts')?.textContent ?? '');
    });
    watcher.observe(chat.shadowRoot as ShadowRoot, { subtree: true, childList: true, characterData: true });
    paste(chat, { files: [pdfFile('report.pdf', 30, (page) => `This is what page ${page} says.`)] });
    await chipReaches(chat, 'report.pdf', 'read');
    watcher.disconnect();
    expect([...seen].some((facts) => /Reading page \d+ of 30$/.test(facts))).toBe(true);
    press(part(chat, 'input'), 'Enter');
    await waitUntil(() => chat.messages.length > 1);
    const file = chat.messages[0]?.parts[0];
    expect(file).toMatchObject({ type: 'file', pages: 30, mediaType: 'application/pdf' });
    expect(file?.text).toContain('[page 30]\n\nThis is what page 30 says.');
  });

  it('that cannot be read say why in the chip, and do not keep a message from being sent', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    const files = [
      textFile('photo.heic', 'x', 'image/heic'),
      textFile('void.txt', ''),
      textFile('torn.pdf', '%PDF-1.4 nothing', 'application/pdf'),
    ];
    paste(chat, { files });
    const words: string[] = [];
    for (const { name } of files) {
      words.push((await chipReaches(chat, name, 'failed')).querySelector('.chip-facts')?.textContent ?? '');
    }
    expect(words).toEqual([
      'Files of this kind cannot be read.',
      'It is empty.',
      'It is damaged, or not what its name says.',
    ]);
    expect(await accessibilityProblems(chat)).toEqual([]);
    press(await type(chat, 'Hi'), 'Enter');
    await waitUntil(() => chat.messages.length > 1);
    expect(chat.messages[0]?.parts).toEqual([{ type: 'text', text: 'Hi' }]);
    expect(attached(chat)).toEqual([]);
  });

  it('are refused kindly when they are there already', async () => {
    const chat = await placeReady();
    paste(chat, { files: [textFile('a.txt', 'A')] });
    await chipReaches(chat, 'a.txt', 'read');
    paste(chat, { files: [textFile('a.txt', 'A')] });
    await waitUntil(() => announced(chat) === 'a.txt is there already.');
    expect(attached(chat)).toEqual(['a.txt']);
    expect(part(chat, 'note').textContent).toBe('a.txt is there already.');
  });

  it('stop being read when they are removed, and the focus stays near', async () => {
    const chat = await placeReady();
    const long = pdfFile('long.pdf', 800, (page) => `Page ${page}`);
    paste(chat, { files: [long, textFile('a.txt', 'A'), textFile('b.txt', 'B')] });
    await chipReaches(chat, 'long.pdf', 'reading');
    const [first] = parts(chat, 'remove-button');
    expect(first?.getAttribute('aria-label')).toBe('Remove long.pdf');
    first?.focus();
    first?.click();
    await waitUntil(() => announced(chat) === 'long.pdf was removed.');
    // The others were behind it in the row.
    await chipReaches(chat, 'a.txt', 'read');
    await chipReaches(chat, 'b.txt', 'read');
    expect(attached(chat)).toEqual(['a.txt', 'b.txt']);
    expect(chat.shadowRoot?.activeElement?.getAttribute('aria-label')).toBe('Remove a.txt');
    parts(chat, 'remove-button')[1]?.click();
    await waitUntil(() => attached(chat).length === 1);
    parts(chat, 'remove-button')[0]?.click();
    await waitUntil(() => attached(chat).length === 0);
    await waitUntil(() => chat.shadowRoot?.activeElement === part(chat, 'input'));
  });

  it('that are still read hold the message until they are, unless the visitor goes on writing', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    const field = await type(chat, 'Sum up');
    paste(chat, { files: [pdfFile('one.pdf', 60, (page) => `Page ${page}`)] });
    await chipReaches(chat, 'one.pdf', 'reading');
    press(field, 'Enter');
    await waitUntil(() => hasPart(chat, 'note'));
    expect(part(chat, 'note').textContent).toBe('Your message is sent as soon as everything is read.');
    expect(field.value).toBe('Sum up');
    await waitUntil(() => chat.messages.at(-1)?.status === 'complete');
    expect(chat.messages[0]?.parts.map((each) => each.type)).toEqual(['file', 'text']);

    paste(chat, { files: [pdfFile('two.pdf', 60, (page) => `Page ${page}`)] });
    await chipReaches(chat, 'two.pdf', 'reading');
    press(await type(chat, 'And'), 'Enter');
    await type(chat, 'And now?');
    await chipReaches(chat, 'two.pdf', 'read');
    expect(chat.messages).toHaveLength(2);
    expect(field.value).toBe('And now?');
  });

  it('are not taken where the page does not want them', async () => {
    const chat = await placeReady({}, { attachments: 'off' });
    expect(hasPart(chat, 'add-button')).toBe(false);
    expect(paste(chat, { files: [textFile('a.txt', 'A')] })).toBe(true);
    expect(paste(chat, { text: 'long '.repeat(2000) })).toBe(true);
    expect(drag(part(chat, 'log'), 'dragover').defaultPrevented).toBe(false);
  });
});

describe('a long text that is pasted', () => {
  const LONG = 'A line of a letter.\n'.repeat(300);

  it('becomes a chip with its first words, and a short one does not', async () => {
    const chat = await placeReady({ reply: 'Yes.' });
    expect(paste(chat, { text: 'short' })).toBe(true);
    expect(paste(chat, { text: LONG })).toBe(false);
    const chip = await chipReaches(chat, 'Pasted text', 'read');
    expect(chip.textContent).toContain('A line of a letter. A line');
    expect(await accessibilityProblems(chat)).toEqual([]);
    press(part(chat, 'input'), 'Enter');
    await waitUntil(() => chat.messages.length > 1);
    expect(chat.messages[0]?.parts[0]?.text).toBe(LONG);
  });

  it('goes into the field when the visitor says so, at the caret, and can be undone there', async () => {
    const chat = await placeReady();
    const field = await type(chat, 'Before after');
    paste(chat, { text: LONG });
    await chipReaches(chat, 'Pasted text', 'read');
    field.setSelectionRange(7, 7);
    part(chat, 'insert-button').click();
    await waitUntil(() => attached(chat).length === 0);
    expect(field.value).toBe(`Before ${LONG}after`);
    document.execCommand('undo');
    await waitUntil(() => field.value === 'Before after');
  });

  it('is left to the browser the second time, in place of the chip', async () => {
    const chat = await placeReady();
    paste(chat, { text: LONG });
    await chipReaches(chat, 'Pasted text', 'read');
    expect(paste(chat, { text: LONG })).toBe(true);
    await waitUntil(() => attached(chat).length === 0);
  });
});

describe('a drag of files', () => {
  it('shows where to drop them, over the whole element, and takes what is dropped', async () => {
    const chat = await placeReady();
    expect(drag(part(chat, 'log'), 'dragenter').defaultPrevented).toBe(true);
    await waitUntil(() => hasPart(chat, 'drop-zone'));
    const zone = part(chat, 'drop-zone').getBoundingClientRect();
    expect(zone.height).toBeGreaterThan(part(chat, 'chat').clientHeight * 0.9);
    expect(await accessibilityProblems(chat)).toEqual([]);
    const drop = drag(part(chat, 'log'), 'drop', [textFile('a.txt', 'A'), textFile('b.txt', 'B')]);
    expect(drop.defaultPrevented).toBe(true);
    await chipReaches(chat, 'b.txt', 'read');
    expect(attached(chat)).toEqual(['a.txt', 'b.txt']);
    expect(hasPart(chat, 'drop-zone')).toBe(false);
  });

  it('that misses the element does not lead the page away, unless the page takes it', async () => {
    const chat = await placeReady();
    const own = document.createElement('div');
    own.addEventListener('dragover', (event) => event.preventDefault());
    document.body.append(own);
    // A drag that was never here is none of our business.
    expect(drag(document.body, 'dragover').defaultPrevented).toBe(false);
    drag(part(chat, 'log'), 'dragenter');
    await waitUntil(() => hasPart(chat, 'drop-zone'));
    const missed = drag(document.body, 'dragover');
    expect(missed.defaultPrevented).toBe(true);
    await waitUntil(() => !hasPart(chat, 'drop-zone'));
    drag(part(chat, 'log'), 'dragover');
    await waitUntil(() => hasPart(chat, 'drop-zone'));
    expect(drag(document.body, 'drop').defaultPrevented).toBe(true);
    await waitUntil(() => !hasPart(chat, 'drop-zone'));
    expect(drag(document.body, 'dragover').defaultPrevented).toBe(false);
  });

  it('of words is left to the field', async () => {
    const chat = await placeReady();
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', 'words');
    const event = new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true });
    part(chat, 'log').dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});
