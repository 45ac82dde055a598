/** The files of a question: as chips in its bubble, and one of them open in a dialog. */
import type { ChatMessage, ChatState, FilePart } from '@local-llm-chat/core';
import { messageFiles } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { formatRoom } from '../format.js';
import { closeIcon } from '../icons.js';
import { fileIcon, pageIcon } from '../late-icons.js';
import { withHiddenNamed } from '../markdown/hidden-characters.js';
import type { Texts } from '../texts.js';
import type { ListAccess } from './list-access.js';

/** How much of a message's files the model reads, as one value to compare. */
export function cutShares(message: ChatMessage, { context, messages }: ChatState): string {
  if (context.cutFiles.length === 0 || isReadWhole(message, messages)) return '';
  return messageFiles(message)
    .map(({ id }) => keptShare(id, context) ?? '')
    .join();
}

/** A task reads all of a text, in parts. The next question is given what fits, and then that is said. */
function isReadWhole({ task, id }: ChatMessage, messages: ChatState['messages']): boolean {
  return task !== undefined && messages.findLast(({ role }) => role === 'user')?.id === id;
}

function keptShare(fileId: string, context: ChatState['context']): number | undefined {
  return context.cutFiles.find(({ id }) => id === fileId)?.keptShare;
}

/** Draws the chips of a question. */
export function fileChips(
  message: ChatMessage,
  { texts, chat, onOpen }: { texts: Texts; chat: ChatState; onOpen: (file: FilePart) => void },
): TemplateResult | typeof nothing {
  const files = messageFiles(message);
  if (files.length === 0) return nothing;
  const isWhole = isReadWhole(message, chat.messages);
  const chips = files.map((file) => chip(file, texts, isWhole ? undefined : keptShare(file.id, chat.context), onOpen));
  return html`<ul class="files" part="files">${chips}</ul>`;
}

function chip(
  file: FilePart,
  texts: Texts,
  share: number | undefined,
  onOpen: (file: FilePart) => void,
): TemplateResult {
  return html`
    <li>
      <button
        class="file"
        part="file"
        title=${texts.t('files.open', { name: withHiddenNamed(file.name) })}
        aria-haspopup="dialog"
        @click=${() => onOpen(file)}
      >
        ${file.source === 'file' ? fileIcon : pageIcon}
        <span class="file-name"><bdi>${withHiddenNamed(file.name)}</bdi></span>
        <small>${sizeOf(file, texts)}${share === undefined ? nothing : html`<span class="cut">${shareText(share, texts)}</span>`}</small>
      </button>
    </li>
  `;
}

/** `48 kB`, or `1.2 MB, 12 pages`. */
export function sizeOf({ bytes, pages }: FilePart, { t, locale }: Texts): string {
  const size = bytes < 1000 ? t('start.bytes', { count: bytes }) : formatRoom(bytes, locale);
  return pages === undefined ? size : t('files.size', { size, pages });
}

function shareText(share: number | undefined, { t, locale }: Texts): string {
  if (share === undefined) return '';
  if (share === 0) return t('attachment.no-share');
  // Rounded down, and never to nothing.
  const percent = Math.max(0.01, Math.floor(share * 100) / 100);
  return t('attachment.share', { share: new Intl.NumberFormat(locale, { style: 'percent' }).format(percent) });
}

/** The dialog with the text of one file. */
export class FileDialog {
  readonly #list: ListAccess;
  #file: FilePart | null = null;

  constructor(list: ListAccess) {
    this.#list = list;
  }

  readonly open = (file: FilePart): void => {
    this.#file = file;
    this.#list.host.requestUpdate();
  };

  render(): TemplateResult | typeof nothing {
    const file = this.#file;
    if (file === null) return nothing;
    const { texts, messageLang } = this.#list.context();
    return html`
      <dialog
        class="file-dialog"
        part="file-dialog"
        aria-labelledby="file-title"
        @close=${this.#onClose}
        @click=${this.#onClick}
        @keydown=${this.#onKeydown}
      >
        <header>
          <div>
            <h3 id="file-title"><bdi>${withHiddenNamed(file.name)}</bdi></h3>
            <small>${sizeOf(file, texts)}</small>
          </div>
          <button
            class="icon-button"
            part="icon-button close-button"
            aria-label=${texts.t('button.close')}
            title=${texts.t('button.close')}
            @click=${() => this.#element()?.close()}
          >
            ${closeIcon}
          </button>
        </header>
        <p id="file-note">${texts.t('files.text')}</p>
        <div class="file-text" part="file-text" tabindex="0" role="region" aria-labelledby="file-note" dir="auto" lang=${messageLang ?? nothing}>${file.text}</div>
      </dialog>
    `;
  }

  /** After the list was drawn. */
  updated(): void {
    // A search goes through all messages.
    const dialog = this.#file === null ? null : this.#element();
    if (dialog && !dialog.open) dialog.showModal();
  }

  #element(): HTMLDialogElement | null {
    return this.#list.host.renderRoot.querySelector<HTMLDialogElement>('.file-dialog');
  }

  readonly #onClose = (): void => {
    this.#file = null;
    this.#list.host.requestUpdate();
  };

  /** A press beside it closes it. */
  readonly #onClick = (event: MouseEvent): void => {
    const dialog = this.#element();
    if (event.target === dialog) dialog?.close();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // To the chat Escape means to stop.
    event.stopPropagation();
    event.preventDefault();
    this.#element()?.close();
  };
}
