/** Dictation and reading aloud on a browser's speech that is a double: see the case file for why. */
import { LitElement } from 'lit';
import { afterEach, describe, expect, it } from 'vitest';
import { attached, openMenu, placeReady } from '../composer/composer.case.js';
import { paste, textFile } from '../composer/given.case.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import {
  accessibilityProblems,
  announced,
  hasPart,
  part,
  parts,
  placeAt,
  press,
  type,
  waitUntil,
} from '../stage.case.js';
import { ReadAloud } from './read-aloud.js';
import { FakeRecognition, FakeSynthesis, fakeRecognition, fakeSynthesis } from './speech.case.js';

let restore: () => void = () => undefined;

afterEach(() => {
  restore();
  document.body.replaceChildren();
});

function heard(): FakeRecognition {
  if (FakeRecognition.last === null) throw new Error('Nobody listens.');
  return FakeRecognition.last;
}

async function startDictation() {
  restore = fakeRecognition();
  document.documentElement.lang = 'en';
  document.title = 'Test';
  const chat = await placeReady({ reply: 'Yes.' }, { dictation: true });
  await waitUntil(() => FakeRecognition.asked.length > 0);
  await openMenu(chat);
  await waitUntil(() => hasPart(chat, 'dictation-item'));
  part(chat, 'dictation-item').click();
  await waitUntil(() => hasPart(chat, 'dictation-button'));
  return chat;
}

describe('dictation', () => {
  it('writes what is heard behind what was written, by a recognition on the device', async () => {
    const chat = await startDictation();
    expect(FakeRecognition.asked).toEqual([{ langs: ['en'], processLocally: true }]);
    expect(heard()).toMatchObject({ lang: 'en', processLocally: true, continuous: true, calls: ['start'] });
    expect(announced(chat)).toBe('Listening…');
    expect(await accessibilityProblems(chat)).toEqual([]);
    const field = part<HTMLTextAreaElement>(chat, 'input');
    heard().hear('How do');
    await waitUntil(() => field.value === 'How do');
    heard().hear('How do I', ' water it?');
    await waitUntil(() => field.value === 'How do I water it?');
    part(chat, 'dictation-button').click();
    expect(heard().calls).toEqual(['start', 'stop']);
    // The last words come after the stop.
    heard().hear('How do I', 'water it now?');
    heard().end();
    await waitUntil(() => field.value === 'How do I water it now?' && !hasPart(chat, 'dictation-button'));
    expect(chat.messages).toHaveLength(0);
  });

  it('gives the field back as soon as something is typed or sent', async () => {
    const chat = await startDictation();
    heard().hear('One');
    await waitUntil(() => part<HTMLTextAreaElement>(chat, 'input').value === 'One');
    const field = await type(chat, 'One, typed');
    expect(heard().calls).toContain('stop');
    heard().hear('Too late');
    heard().end();
    expect(field.value).toBe('One, typed');
    press(field, 'Enter');
    await waitUntil(() => chat.messages.length > 1);
  });

  it('ends with Escape, which stops nothing else, and says when the microphone is not allowed', async () => {
    const chat = await startDictation();
    press(part(chat, 'input'), 'Escape');
    expect(heard().calls).toContain('stop');
    heard().end('not-allowed');
    await waitUntil(() => announced(chat) === 'This page may not use the microphone.');
  });

  it.each([
    ['only by a server', { downloadable: true }],
    ['not at all', undefined],
  ])('is not offered where speech is understood %s', async (_how, recognition) => {
    restore = fakeRecognition(recognition === undefined ? undefined : FakeRecognition);
    FakeRecognition.availability = 'downloadable';
    const chat = await placeReady({}, { dictation: true });
    // With something in a chip, all of the composer is there.
    paste(chat, { files: [textFile('a.txt', 'A')] });
    await waitUntil(() => attached(chat).length > 0);
    if (recognition) await waitUntil(() => FakeRecognition.asked.length > 0);
    await waitUntil(() => part(chat, 'add-button').getAttribute('aria-haspopup') === null);
    expect(parts(chat, 'dictation-item')).toEqual([]);
  });
});

function menuLine(chat: LocalLLMChat, label: string): HTMLElement | undefined {
  const lines = [...(chat.shadowRoot?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  return lines.find((line) => line.textContent?.trim() === label && line.checkVisibility());
}

class Host extends LitElement {}
customElements.define('test-read-aloud-host', Host);

function placeReader(voices: readonly Partial<SpeechSynthesisVoice>[]) {
  const synthesis = new FakeSynthesis();
  synthesis.voices = voices;
  restore = fakeSynthesis(synthesis);
  const host = new Host();
  document.body.append(host);
  return { synthesis, host, reader: new ReadAloud(host) };
}

const ON_DEVICE = { name: 'Here', lang: 'en-GB', localService: true, default: false };
const BY_SERVER = { name: 'Elsewhere', lang: 'en-US', localService: false, default: true };

describe('reading aloud', () => {
  it('says one sentence after the other, with a voice of the device', async () => {
    const { synthesis, reader } = placeReader([BY_SERVER, ON_DEVICE]);
    const reading = reader.toggle('a', '**One.** Two.', 'en-US');
    expect(reader.speakingId).toBe('a');
    await waitUntil(() => synthesis.spoken.length === 1);
    expect(synthesis.spoken[0]).toMatchObject({ text: 'One.', voice: 'Here' });
    synthesis.spoken[0]?.end();
    await waitUntil(() => synthesis.spoken.length === 2);
    synthesis.spoken[1]?.end();
    await reading;
    expect(reader.speakingId).toBeNull();
  });

  it('says nothing where all voices are elsewhere', async () => {
    const { synthesis, reader } = placeReader([BY_SERVER]);
    expect(reader.canRead('Hello', 'en')).toBe(false);
    await reader.toggle('a', 'Hello.', 'en');
    expect(synthesis.spoken).toEqual([]);
    expect(reader.speakingId).toBeNull();
  });

  it('takes the voice of the text before that of the page, also one that the browser has named late', async () => {
    const { synthesis, reader } = placeReader([]);
    expect(reader.canRead('これは日本語です。', 'en')).toBe(false);
    synthesis.voices = [ON_DEVICE, { ...ON_DEVICE, name: 'Kyoko', lang: 'ja-JP' }];
    expect(reader.canRead('これは日本語です。', 'en')).toBe(true);
    void reader.toggle('a', 'これは日本語です。', 'en');
    await waitUntil(() => synthesis.spoken.length === 1);
    expect(synthesis.spoken[0]?.voice).toBe('Kyoko');
  });

  it('is in the menu of an answer where the page allows it, and ends there, beside the field, or with Escape', async () => {
    const synthesis = new FakeSynthesis();
    synthesis.voices = [ON_DEVICE];
    restore = fakeSynthesis(synthesis);
    document.documentElement.lang = 'en';
    // The element fetches it too; a menu that is opened before it has come lacks the entry.
    await import('./answer-reading.js');
    const chat = await placeAt('ready', { reply: 'One. **Two.**' }, { readAloud: true });
    await chat.send('Hi');
    const choose = async (name: string) => {
      await waitUntil(() => hasPart(chat, 'more-button'));
      part(chat, 'more-button').click();
      await waitUntil(() => menuLine(chat, name) !== undefined);
      menuLine(chat, name)?.click();
      await waitUntil(() => menuLine(chat, name) === undefined);
    };
    await choose('Read aloud');
    await waitUntil(() => synthesis.spoken.length === 1);
    expect(synthesis.spoken[0]).toMatchObject({ text: 'One.', voice: 'Here' });
    await choose('Stop reading aloud');
    expect(synthesis.cancelled).toBe(1);
    await choose('Read aloud');
    await waitUntil(() => synthesis.spoken.length === 2);
    press(part(chat, 'input'), 'Escape');
    expect(synthesis.cancelled).toBe(2);
    await choose('Read aloud');
    await waitUntil(() => hasPart(chat, 'reading-button'));
    expect(await accessibilityProblems(chat)).toEqual([]);
    part(chat, 'reading-button').click();
    expect(synthesis.cancelled).toBe(3);
    await waitUntil(() => !hasPart(chat, 'reading-button'));
  });

  it('ends when it is pressed again, when another text is read, and when the element goes', async () => {
    const { synthesis, host, reader } = placeReader([ON_DEVICE]);
    void reader.toggle('a', 'One. Two.', 'en');
    await waitUntil(() => synthesis.spoken.length === 1);
    void reader.toggle('a', 'One. Two.', 'en');
    expect(reader.speakingId).toBeNull();
    expect(synthesis.cancelled).toBe(1);
    // What a browser says of a sentence that it was told to drop.
    synthesis.spoken[0]?.end();
    void reader.toggle('b', 'Three.', 'en');
    await waitUntil(() => synthesis.spoken.at(-1)?.text === 'Three.');
    expect(synthesis.spoken).toHaveLength(2);
    host.remove();
    expect(reader.speakingId).toBeNull();
    expect(synthesis.cancelled).toBe(2);
  });
});
