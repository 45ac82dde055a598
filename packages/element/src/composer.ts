/** Where the visitor writes: a field that grows, and one button that sends or stops. */
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { sendIcon, stopIcon } from './icons.js';
import type { Texts } from './texts.js';

/** What the composer shows. */
export interface ComposerContext {
  readonly texts: Texts;
  readonly placeholder: string;
  /** A message can be sent now. */
  readonly canSend: boolean;
  /** An answer is being written. */
  readonly isAnswering: boolean;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
}

/** Draws the composer and keeps what is written in it, over every change of the engine. */
export class Composer {
  readonly #host: LitElement;
  #draft = '';
  #context: ComposerContext | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Puts the caret into the field. */
  focus(): void {
    this.#host.renderRoot.querySelector('textarea')?.focus();
  }

  render(context: ComposerContext): TemplateResult {
    this.#context = context;
    const { isAnswering, canSend, placeholder } = context;
    const { t } = context.texts;
    const label = t(isAnswering ? 'composer.stop' : 'composer.send');
    return html`
      <div class="composer-frame">
        <form class="composer" part="composer" @submit=${this.#onSubmit}>
          <label class="field" data-text=${`${this.#draft}\n`}>
            <span class="visually-hidden">${t('composer.label')}</span>
            <textarea
              part="input"
              rows="1"
              dir=${this.#draft === '' ? nothing : 'auto'}
              enterkeyhint="send"
              placeholder=${placeholder}
              .value=${this.#draft}
              @input=${this.#onInput}
              @keydown=${this.#onKeydown}
            ></textarea>
          </label>
          <button
            class="send"
            part=${isAnswering ? 'stop-button' : 'send-button'}
            type="submit"
            aria-label=${label}
            title=${label}
            ?disabled=${!isAnswering && (!canSend || this.#draft.trim() === '')}
          >
            ${isAnswering ? stopIcon : sendIcon}
          </button>
        </form>
      </div>
    `;
  }

  readonly #onInput = (event: InputEvent): void => {
    this.#draft = (event.target as HTMLTextAreaElement).value;
    this.#host.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    // Enter that picks a word of an input method is not the end of the message; 229 is Safari's way to say so.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
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
    const text = this.#draft.trim();
    // What cannot be sent yet stays in the field.
    if (context === null || !context.canSend || context.isAnswering || text === '') return;
    this.#draft = '';
    context.onSend(text);
    this.#host.requestUpdate();
  }
}
