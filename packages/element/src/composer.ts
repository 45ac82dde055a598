/** Where the visitor writes: a field that grows, and one button that sends or stops. What else it can do comes later. */
import type { FilePart } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Extras } from './composer/extras.js';
import { addable, type ComposerContext, type ComposerDraft } from './composer-context.js';
import { addIcon, attachIcon, sendIcon, stopIcon } from './icons.js';

/** A longer text that is pasted is given along as a file instead of filling the field. */
const LONG_PASTE = 4000;
/** From this share of the context window on it is shown how full it is. The meter is fetched a little before. */
const NEAR_METER = 0.5;
/** A guess at the tokens of a character, good enough to begin to fetch what counts them. */
const TOKENS_PER_CHARACTER = 0.3;
const DRAGS = ['dragenter', 'dragover', 'drop'] as const;

/** Draws the composer and keeps what is written in it, over every change of the engine. */
export class Composer implements ReactiveController {
  readonly #host: LitElement;
  #text = '';
  /** Files of a draft that was put in before there was what shows them. */
  #files: readonly FilePart[] = [];
  #context: ComposerContext | null = null;
  #extras: Extras | null = null;
  #fetching: Promise<Extras | null> | null = null;
  #hasFailed = false;
  /** Is told whenever the visitor has changed what is written or attached. */
  onDraftChange: ((draft: ComposerDraft) => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of DRAGS) this.#host.addEventListener(type, this.#onDrag);
  }

  hostDisconnected(): void {
    for (const type of DRAGS) this.#host.removeEventListener(type, this.#onDrag);
  }

  /** What is written and not sent. Put in from outside it replaces what was there. */
  get draft(): ComposerDraft {
    return { text: this.#text, files: this.#extras?.files ?? this.#files };
  }

  set draft({ text, files }: ComposerDraft) {
    this.#text = text;
    this.#files = files;
    this.#extras?.restore(files);
    if (files.length > 0) void this.#fetch();
    this.#host.requestUpdate();
  }

  /** Puts the caret into the field. */
  focus(): void {
    this.#field()?.focus();
  }

  render(context: ComposerContext): TemplateResult {
    this.#context = context;
    if (this.#extras === null && !this.#hasFailed && this.#isMoreNeeded(context)) void this.#fetch();
    const { isAnswering, canSend, placeholder, settings, isNew } = context;
    const { t } = context.texts;
    const extras = this.#extras;
    const label = t(isAnswering ? 'composer.stop' : 'composer.send');
    const isEmpty = this.#text.trim() === '' && this.draft.files.length === 0 && !extras?.isReading;
    const kinds = addable(settings, extras?.canDictate);
    const addLabel = t(kinds === 'files' ? 'composer.add-files' : 'composer.add');
    return html`
      ${isNew ? html`<div class="suggestions">${extras?.suggestions()}<slot name="suggestions" @click=${this.#onSuggestion}></slot></div>` : nothing}
      <div class="composer-frame">
        <form class="composer" part="composer" @submit=${this.#onSubmit} @keydown=${extras?.onKeydown}>
          ${extras?.attachments()}
          <div class="composer-row">
            ${
              kinds === null
                ? nothing
                : html`
                    <button
                      class="icon-button add"
                      part="icon-button add-button"
                      type="button"
                      aria-label=${addLabel}
                      title=${addLabel}
                      aria-haspopup=${kinds === 'files' ? nothing : 'menu'}
                      aria-expanded=${kinds === 'files' ? nothing : String(extras?.isMenuOpen ?? false)}
                      @pointerenter=${this.#fetch}
                      @focus=${this.#fetch}
                      @click=${this.#onAdd}
                    >
                      ${kinds === 'files' ? attachIcon : addIcon}
                    </button>
                  `
            }
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
                @paste=${this.#onPaste}
              ></textarea>
            </label>
            ${extras?.tools()}
            <button
              class="send"
              part=${isAnswering ? 'stop-button' : 'send-button'}
              type="submit"
              aria-label=${label}
              title=${label}
              ?disabled=${!isAnswering && (!canSend || isEmpty)}
            >
              ${isAnswering ? stopIcon : sendIcon}
            </button>
          </div>
          ${extras?.menu()}
        </form>
        ${this.#hasFailed ? html`<p class="composer-note" part="note" role="alert">${t('error.network.cause')} ${t('error.network.action')}</p>` : nothing}
      </div>
      ${extras?.dropZone()}
    `;
  }

  #field(): HTMLTextAreaElement | null {
    return this.#host.renderRoot?.querySelector('textarea[part=input]') ?? null;
  }

  /** Fetches what is given along with words, and whatever else is not needed to write some. */
  readonly #fetch = (): Promise<Extras | null> => {
    this.#fetching ??= import('./composer/extras.js').then(
      ({ Extras }) => {
        this.#hasFailed = false;
        this.#extras = new Extras(this.#host, {
          context: () => this.#context,
          draft: () => this.draft,
          field: () => this.#field(),
          setText: (text) => this.#setText(text),
          changed: () => this.#changed(),
          send: () => this.#send(),
        });
        this.#extras.restore(this.#files);
        this.#host.requestUpdate();
        return this.#extras;
      },
      () => {
        this.#fetching = null; // The next press tries again.
        this.#hasFailed = true;
        this.#host.requestUpdate();
        return null;
      },
    );
    return this.#fetching;
  };

  #isMoreNeeded({ settings, isNew, contextUse }: ComposerContext): boolean {
    if (settings.dictation || settings.pageContext?.includes('selection')) return true;
    if (isNew && (settings.suggestions?.length ?? 0) > 0) return true;
    const { promptTokens, windowTokens, answerTokens } = contextUse;
    return promptTokens + this.#text.length * TOKENS_PER_CHARACTER > NEAR_METER * (windowTokens - answerTokens);
  }

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

  readonly #onAdd = async (): Promise<void> => (await this.#fetch())?.add();

  readonly #onPaste = async (event: ClipboardEvent): Promise<void> => {
    const { clipboardData } = event;
    if (clipboardData === null || !this.#takesFiles()) return;
    const text = clipboardData.getData('text');
    // Office programs give a picture of the words along with the words.
    const files = [...clipboardData.files].filter(({ type }) => text === '' || !type.startsWith('image/'));
    if (files.length === 0 && (text.length <= LONG_PASTE || this.#extras?.isSecondPaste(text))) return;
    event.preventDefault();
    const extras = await this.#fetch();
    if (files.length > 0) extras?.addFiles(files);
    else if (extras !== null) extras.addPasted(text);
    else this.#setText(this.#text + text);
  };

  readonly #onDrag = async (event: DragEvent): Promise<void> => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes('Files') || event.defaultPrevented || !this.#takesFiles()) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'copy';
    // Both are gone when the event is over.
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    const files = [...dataTransfer.files].filter((_, index) => !entries[index]?.isDirectory);
    const extras = await this.#fetch();
    if (event.type !== 'drop') extras?.drag();
    else extras?.addFiles(files, files.length < entries.length);
  };

  #takesFiles(): boolean {
    return this.#context !== null && this.#context.settings.attachments !== 'off' && this.#field() !== null;
  }

  /** A press on an element that the page has put there: a button with a `value`, or with its text. */
  readonly #onSuggestion = async (event: Event): Promise<void> => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button');
    if (button === null || event.defaultPrevented) return;
    (await this.#fetch())?.suggest(button.value || (button.textContent ?? '').trim());
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
