/** A question that is being edited: a field in the place of its bubble. */
import type { ChatMessage, FilePart } from '@local-llm-chat/core';
import { messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../icons.js';
import { fileIcon } from '../late-icons.js';
import type { Texts } from '../texts.js';

/** What the field needs to know besides the question. */
export interface EditorContext {
  readonly texts: Texts;
  readonly messageLang: string | null;
  /** Files that go along with what is written. */
  readonly files: readonly FilePart[];
  readonly onRemoveFile: (file: FilePart) => void;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

/** Draws it. What is written is the field's own, so that no other change of the list can disturb it. */
export function messageEditor(message: ChatMessage, context: EditorContext): TemplateResult {
  const { files, texts, messageLang, onCancel } = context;
  const { t } = texts;
  const text = messageText(message);
  return html`
    <form
      class="editor"
      part="editor"
      @submit=${(event: Event) => save(event, context)}
      @keydown=${(event: KeyboardEvent) => onKeydown(event, context)}
    >
      ${files.length === 0 ? nothing : html`<ul class="files">${files.map((file) => editedFile(file, context))}</ul>`}
      <div class="edit-field" data-text=${`${text}\n`}>
        <textarea
          part="edit-input"
          rows="1"
          dir="auto"
          lang=${messageLang ?? nothing}
          enterkeyhint="send"
          aria-label=${t('edit.label')}
          .defaultValue=${text}
          @input=${onInput}
        ></textarea>
      </div>
      <p class="note">${t('edit.hint')}</p>
      <div class="edit-buttons">
        <button class="button small" part="button cancel-edit-button" type="button" @click=${onCancel}>${t('button.cancel')}</button>
        <button class="button small primary when-idle" part="button save-button" type="submit">${t('edit.save')}</button>
      </div>
    </form>
  `;
}

function editedFile(file: FilePart, { texts, onRemoveFile }: EditorContext): TemplateResult {
  const label = texts.t('attachment.remove', { name: file.name });
  return html`
    <li>
      <span class="file">
        ${fileIcon}<span class="file-name"><bdi>${file.name}</bdi></span>
        <button
          class="icon-button small"
          part="icon-button remove-button"
          type="button"
          aria-label=${label}
          title=${label}
          @click=${() => onRemoveFile(file)}
        >
          ${closeIcon}
        </button>
      </span>
    </li>
  `;
}

/** Puts the caret at the end of the text. */
export function focusEditor(message: Element): void {
  const field = message.querySelector<HTMLTextAreaElement>('.edit-field textarea');
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** A copy of the text under the field gives the cell its height. */
function onInput(event: Event): void {
  const field = event.target as HTMLTextAreaElement;
  if (field.parentElement) field.parentElement.dataset['text'] = `${field.value}\n`;
}

function save(event: Event, { files, onSave }: EditorContext): void {
  event.preventDefault();
  const form = event.currentTarget as HTMLElement;
  const text = form.querySelector('textarea')?.value.trim() ?? '';
  if (text !== '' || files.length > 0) onSave(text);
}

function onKeydown(event: KeyboardEvent, context: EditorContext): void {
  // What an input method is told is not for us; 229 is Safari's way to say so.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    // To the chat Escape means to stop.
    event.stopPropagation();
    context.onCancel();
  } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && event.target instanceof HTMLTextAreaElement) {
    event.preventDefault();
    (event.currentTarget as HTMLFormElement).requestSubmit();
  }
}
