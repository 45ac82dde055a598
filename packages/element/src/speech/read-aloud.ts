/** Reads answers aloud, sentence by sentence, with voices that are on the device. Loaded when first needed. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { spokenLanguage, spokenSentences } from './spoken-sentences.js';

/** Browsers list their voices late, and say so. Some never have any. */
const VOICES_MS = 2000;

/** The voice of one element. One text is read at a time. */
export class ReadAloud implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #speakingId: string | null = null;
  /** What is said now; another one ends it. */
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What is being read, by the name that it was given. */
  get speakingId(): string | null {
    return this.#speakingId;
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Whether the device has a voice of its own for a text. Other voices would send it to a server.
   *
   * @param lang the language of the page, as a BCP 47 tag, for texts whose letters do not tell theirs.
   */
  async canRead(markdown: string, lang: string): Promise<boolean> {
    return (await localVoice(spokenLanguage(markdown, lang))) !== null;
  }

  /** Begins to read, or ends when this is what is being read. Resolves when the reading has ended. */
  async toggle(id: string, markdown: string, lang: string): Promise<void> {
    const isSame = id === this.#speakingId;
    this.stop();
    if (isSame) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#show(id);
    const language = spokenLanguage(markdown, lang);
    const voice = await localVoice(language);
    if (voice !== null) {
      for (const sentence of spokenSentences(markdown, language)) {
        if (turn !== this.#turn) return;
        await say(sentence, voice);
      }
    }
    if (turn === this.#turn) this.#show(null);
  }

  /** Ends the reading. */
  stop(): void {
    if (this.#speakingId === null) return;
    this.#turn += 1;
    speechSynthesis.cancel();
    this.#show(null);
  }

  #show(id: string | null): void {
    this.#speakingId = id;
    this.#host.requestUpdate();
  }
}

/** One sentence. Longer texts stop by themselves in some browsers. */
function say(sentence: string, voice: SpeechSynthesisVoice): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => resolve();
    utterance.onerror = () => resolve(); // Stopped, or not spoken: the next one is tried all the same.
    speechSynthesis.speak(utterance);
  });
}

/** A voice of the device for a language, best one of its region; `null` when there is none. */
async function localVoice(language: string): Promise<SpeechSynthesisVoice | null> {
  if (!('speechSynthesis' in globalThis)) return null;
  const voices = await allVoices();
  const base = language.split('-')[0]?.toLowerCase();
  const known = voices.filter(
    ({ localService, lang }) => localService && lang.split(/[-_]/)[0]?.toLowerCase() === base,
  );
  const ofRegion = known.find(({ lang }) => lang.replace('_', '-').toLowerCase() === language.toLowerCase());
  return ofRegion ?? known.find((voice) => voice.default) ?? known[0] ?? null;
}

async function allVoices(): Promise<readonly SpeechSynthesisVoice[]> {
  const voices = speechSynthesis.getVoices();
  if (voices.length > 0) return voices;
  await new Promise<void>((resolve) => {
    speechSynthesis.addEventListener('voiceschanged', () => resolve(), { once: true });
    setTimeout(resolve, VOICES_MS);
  });
  return speechSynthesis.getVoices();
}
