/** Where the visitor writes: a field that grows, and one button that sends or stops. What else it can do comes later. */
import type { FilePart } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { addButton } from './composer/add-button.js';
import type { Extras } from './composer/extras.js';
import { lateNote, missedText } from './composer/late-note.js';
import { addable, type ComposerContext, type ComposerDraft } from './composer-context.js';
import { sendIcon, stopIcon } from './icons.js';
import { LateCode } from './late-code.js';
import type { ToolList } from './tools/tool-list.js';

/** A text as short as this has room between the buttons, however narrow the chat is. */
const FEW_CHARACTERS = 14;

/** Draws the composer and keeps what is written in it, over every change of the engine. */
export class Composer implements ReactiveController {
  readonly #host: LitElement;
  #text = '';
  /** Files of a draft that was put in before there was what shows them. */
  #files: readonly FilePart[] = [];
  #context: ComposerContext | null = null;
  /** What is given along with words, and whatever else is not needed to write some. Words alone are sent without it. */
  #extras: Extras | null = null;
  readonly #late: LateCode<void>;
  readonly #tools: LateCode<ToolList>;
  /** How often the visitor has tried to add something, which cannot be done without what is fetched late. */
  #misses = 0;
  /** Is told whenever the visitor has changed what is written or attached. */
  onDraftChange: ((draft: ComposerDraft) => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
    this.#late = new LateCode(host, () => this.#fetch());
    this.#tools = new LateCode(host, async () => {
      const { ToolList } = await import('./tools/tool-list.js');
      return new ToolList(host, () => this.#context);
    });
  }

  /** What is written and not sent. Put in from outside it replaces what was there. */
  get draft(): ComposerDraft {
    return { text: this.#text, files: this.#extras?.files ?? this.#files };
  }

  set draft({ text, files }: ComposerDraft) {
    this.#text = text;
    this.#files = files;
    this.#extras?.restore(files);
    this.#host.requestUpdate();
  }

  /** Puts the caret into the field. */
  focus(): void {
    this.#field()?.focus();
  }

  render(context: ComposerContext): TemplateResult {
    this.#context = context;
    // Not before there is a field: with the model, which is larger by far.
    this.#late.want();
    const { isAnswering, canSend, placeholder, settings } = context;
    const { t } = context.texts;
    const extras = this.#extras;
    const hasTools = settings.tools !== undefined && settings.tools.length > 0;
    if (hasTools) this.#tools.want();
    const tools = hasTools ? this.#tools.code : null;
    const label = t(isAnswering ? 'composer.stop' : 'composer.send');
    const isEmpty = this.#text.trim() === '' && this.draft.files.length === 0 && !extras?.isReading;
    const isOff = !isAnswering && (!canSend || isEmpty);
    if (isOff) this.#leaveButton();
    return html`
      ${extras?.suggestions()}
      <div class="composer-frame">
        <form class="composer" part="composer" @submit=${this.#onSubmit} @keydown=${extras?.onKeydown}>
          ${extras ? extras.attachments() : this.#lateNote(context)}
          <div class="composer-row ${this.#text.length > FEW_CHARACTERS ? 'long' : ''}">
            ${extras ? extras.addButton() : this.#addLater(context)}${tools?.button(context)}
            <label class="field" data-text=${`${this.#text}\n`}>
              <span class="visually-hidden">${t('composer.label')}</span>
              <textarea
                part="input"
                rows="1"
                dir=${this.#text === '' ? nothing : 'auto'}
                enterkeyhint="send"
                placeholder=${placeholder}
                .value=${this.#text}
                @input=${this.#onInput}
                @keydown=${this.#onKeydown}
                @paste=${extras ? extras.onPaste : this.#onPaste}
                @focus=${extras ? nothing : this.#onFocus}
              ></textarea>
            </label>
            ${extras?.tools()}
            <button
              class="send"
              part=${isAnswering ? 'stop-button' : 'send-button'}
              type="submit"
              aria-label=${label}
              title=${label}
              ?disabled=${isOff}
            >
              ${isAnswering ? stopIcon : sendIcon}
            </button>
          </div>
          ${extras?.menu()}
        </form>
      </div>
      ${extras?.dropZone()}${tools?.render()}
    `;
  }

  #field(): HTMLTextAreaElement | null {
    return this.#host.renderRoot?.querySelector('textarea[part=input]') ?? null;
  }

  /** A button that can no longer be pressed would drop the focus of whoever stands on it by keyboard. */
  #leaveButton(): void {
    if (this.#host.renderRoot?.querySelector('.send:focus-visible')) this.focus();
  }

  async #fetch(): Promise<void> {
    const { Extras } = await import('./composer/extras.js');
    this.#extras = new Extras(this.#host, {
      context: () => this.#context,
      draft: () => this.draft,
      field: () => this.#field(),
      setText: (text) => this.#setText(text),
      changed: () => this.#changed(),
      send: () => this.#send(),
    });
    this.#extras.restore(this.#files);
  }

  /** The place of the button to add something; after a failure the button, which fetches again what it needs. */
  #addLater({ settings, texts }: ComposerContext): TemplateResult | typeof nothing {
    const kinds = addable(settings);
    if (kinds === null) return nothing;
    return this.#late.failures > 0
      ? addButton(kinds, texts, () => void this.#miss())
      : html`<span class="icon-button"></span>`;
  }

  #lateNote({ texts }: ComposerContext): TemplateResult | typeof nothing {
    return lateNote(texts, { failures: this.#late.failures, misses: this.#misses, hiddenFiles: this.#files.length });
  }

  /** The visitor wants to add something. */
  async #miss(): Promise<void> {
    const button = this.#host.renderRoot?.querySelector<HTMLElement>('[part~=add-button]');
    const wasFocused = button?.matches(':focus') ?? false;
    try {
      await this.#late.fetch();
      await this.#host.updateComplete;
      // What was pressed is another button now.
      if (wasFocused) this.#host.renderRoot?.querySelector<HTMLElement>('[part~=add-button]')?.focus();
    } catch {
      this.#misses += 1;
      const { texts, announce } = this.#context ?? {};
      if (texts) announce?.(missedText(texts, this.#misses));
      this.#host.requestUpdate();
    }
  }

  /** After the composer was drawn. */
  hostUpdated(): void {
    this.#tools.code?.updated();
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (!event.clipboardData?.files.length || this.#context?.settings.attachments === 'off') return;
    event.preventDefault();
    void this.#miss();
  };

  readonly #onFocus = (): void => {
    if (this.#late.failures > 0) this.#late.retry();
  };

  #setText(text: string): void {
    this.#text = text;
    this.#changed();
  }

  #changed(): void {
    this.onDraftChange?.(this.draft);
    this.#host.requestUpdate();
  }

  readonly #onInput = (event: InputEvent): void => {
    this.#extras?.typed();
    this.#setText((event.target as HTMLTextAreaElement).value);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // Keys that pick a word of an input method mean nothing else; 229 is Safari's way to say so, after the end of it.
    if (event.isComposing || event.keyCode === 229) return;
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.key === 'Enter' && !shiftKey && !altKey) {
      event.preventDefault();
      this.#send();
    }
    const isPlain = !(altKey || ctrlKey || metaKey || shiftKey);
    if (event.key !== 'ArrowUp' || !isPlain || this.#text !== '' || !this.#context?.onEditLast) return;
    event.preventDefault();
    this.#context.onEditLast();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.#context?.isAnswering) this.#context.onStop();
    else this.#send();
    // On a touch screen the focus would open the keyboard over the answer.
    if (matchMedia('(pointer: fine)').matches) this.focus();
  };

  #send(): void {
    const context = this.#context;
    const { files } = this.draft;
    const text = this.#text.trim();
    // What cannot be sent yet stays in the field.
    if (!context?.canSend || context.isAnswering) return;
    if (this.#extras?.isReading) this.#extras.sendWhenRead();
    else if (text !== '' || files.length > 0) {
      this.#text = '';
      this.#files = [];
      this.#extras?.sent();
      context.onSend(files.length > 0 ? { text, files } : text);
      this.#changed();
    }
  }
}
