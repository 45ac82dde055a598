/** What comes in by paste and by drag: told apart from what the browser does better itself. */
import type { LitElement } from 'lit';
import { DropZone } from './drop-zone.js';

/** A longer text that is pasted is given along as a file instead of filling the field. */
const LONG_PASTE = 4000;
const DRAGS = ['dragenter', 'dragover', 'drop'] as const;

/** What is done with it. */
export interface IncomingReceiver {
  /** Files are wanted, and there is a field beside which they can be shown. */
  takesFiles(): boolean;
  addFiles(files: readonly File[], hasFolder: boolean): void;
  /** A text too long for the field; false to leave it to the browser. */
  addPasted(text: string): boolean;
}

/** Watches the field and the whole element. */
export class Incoming {
  readonly #host: LitElement;
  readonly #receiver: IncomingReceiver;
  readonly #zone: DropZone;

  constructor(host: LitElement, receiver: IncomingReceiver) {
    this.#host = host;
    this.#receiver = receiver;
    this.#zone = new DropZone(host);
  }

  /** Files are being dragged over the element. */
  get isOver(): boolean {
    return this.#zone.isOver;
  }

  connect(): void {
    for (const type of DRAGS) this.#host.addEventListener(type, this.#onDrag);
  }

  disconnect(): void {
    for (const type of DRAGS) this.#host.removeEventListener(type, this.#onDrag);
    this.#zone.leave();
  }

  readonly onPaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (clipboardData === null || !this.#receiver.takesFiles()) return;
    const text = clipboardData.getData('text');
    // Office programs give a picture of the words along with the words.
    const files = [...clipboardData.files].filter(({ type }) => text === '' || !type.startsWith('image/'));
    if (files.length > 0) this.#receiver.addFiles(files, false);
    else if (text.length <= LONG_PASTE || !this.#receiver.addPasted(text)) return;
    event.preventDefault();
  };

  readonly #onDrag = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes('Files') || event.defaultPrevented || !this.#receiver.takesFiles()) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'copy';
    if (event.type !== 'drop') {
      this.#zone.enter();
      return;
    }
    this.#zone.leave();
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    const files = [...dataTransfer.files].filter((_, index) => !entries[index]?.isDirectory);
    this.#receiver.addFiles(files, files.length < entries.length);
  };
}
