/** Reads answers aloud, sentence by sentence, with voices that are on the device. Loaded when first needed. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { spokenLanguage, spokenSentences } from './spoken-sentences.js';

/** The voice of one element. One text is read at a time. */
export class ReadAloud implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #speakingId: string | null = null;
  /** What is said now; another one ends it. */
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
    // Browsers list their voices only some time after the first question for them.
    localVoice('en');
  }

  /** What is being read, by the name that it was given. */
  get speakingId(): string | null {
    return this.#speakingId;
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Whether the device has a voice of its own for a text, as far as the browser has said so. Other voices would send
   * the text to a server.
   *
   * @param lang the language of the page, as a BCP 47 tag, for texts whose letters do not tell theirs.
   */
  canRead(markdown: string, lang: string): boolean {
    return /\p{L}/u.test(markdown) && localVoice(spokenLanguage(markdown, lang)) !== null;
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
    const voice = localVoice(language);
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
function localVoice(language: string): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in globalThis)) return null;
  const voices = speechSynthesis.getVoices();
  const base = language.split('-')[0]?.toLowerCase();
  const known = voices.filter(
    ({ localService, lang }) => localService && lang.split(/[-_]/)[0]?.toLowerCase() === base,
  );
  const ofRegion = known.find(({ lang }) => lang.replace('_', '-').toLowerCase() === language.toLowerCase());
  return ofRegion ?? known.find((voice) => voice.default) ?? known[0] ?? null;
}
