/** "Read aloud" in the menu of an answer, where the device has a voice for it. Loaded when a page allows it. */
import type { ChatMessage } from '@local-llm-chat/core';
import { messageText } from '@local-llm-chat/core/page';
import type { ReactiveControllerHost } from 'lit';
import { svg } from 'lit';
import { icon, stopIcon } from '../icons.js';
import { enComposer } from '../locales/en-composer.js';
import { addEnglish } from '../locales/english.js';
import type { MenuItem } from '../menu.js';
import { withoutCitations } from '../messages/without-citations.js';
import type { Texts } from '../texts.js';
import { ReadAloud } from './read-aloud.js';

const speakerIcon = icon(svg`<path d="M3.5 8v4H6l4 3.5v-11L6 8zM12.8 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10" />`);

/** Makes the entry, and reads. */
export class AnswerReading {
  readonly #reader: ReadAloud;

  constructor(host: ReactiveControllerHost) {
    addEnglish(enComposer);
    this.#reader = new ReadAloud(host);
  }

  /** What the menu of an answer gets: to begin, to end, or nothing where there is no voice. */
  items(message: ChatMessage, { t }: Texts, lang: string): readonly MenuItem[] {
    const text = withoutCitations(messageText(message), message);
    const run = () => void this.#reader.toggle(message.id, text, lang);
    if (this.#reader.speakingId === message.id) {
      return [{ key: 'stop-reading', label: t('speech.stop'), icon: stopIcon, run }];
    }
    return this.#reader.canRead(text, lang) ? [{ key: 'read', label: t('speech.read'), icon: speakerIcon, run }] : [];
  }

  get isReading(): boolean {
    return this.#reader.speakingId !== null;
  }

  /** Ends what is being read; false when nothing was. */
  stop(): boolean {
    const wasReading = this.isReading;
    this.#reader.stop();
    return wasReading;
  }
}
