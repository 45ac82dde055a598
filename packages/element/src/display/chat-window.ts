/** The window of a chat that stands over its page: a button that opens it, and a dialog beside it or over all. */
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Assistant } from '../assistant.js';
import { chatIcon } from '../icons.js';
import { enDisplay } from '../locales/en-display.js';
import { addEnglish } from '../locales/english.js';
import { adoptWindowStyles } from './chat-window.styles.js';
import type { Display, DisplayHost } from './display.js';
import { lockScroll } from './lock-scroll.js';
import { PanelWidth } from './panel-width.js';
import { ScreenFit } from './screen-fit.js';

/** Where a window would leave nothing of the page to be used, it takes all of the screen and is modal. */
export const SMALL_SCREEN = '(width < 40rem), (height < 26rem)';

type Shown = 'closed' | 'beside' | 'modal';

/**
 * The dialog is a popover beside the page's own content, and modal on a small screen. Both put it on the top layer,
 * which no `z-index`, `overflow` or `transform` of the page reaches.
 */
export class ChatWindow implements ReactiveController {
  readonly #host: DisplayHost;
  readonly #assistant: Assistant;
  readonly #display: Display;
  readonly #width: PanelWidth;
  readonly #fit = new ScreenFit();
  readonly #small = matchMedia(SMALL_SCREEN);
  #shown: Shown = 'closed';
  #wasOpened = false;
  #unlock: (() => void) | null = null;
  /** An Escape is on its way through what the window holds. */
  #isEscape = false;

  constructor(host: DisplayHost & LitElement, assistant: Assistant, display: Display) {
    this.#host = host;
    this.#assistant = assistant;
    this.#display = display;
    addEnglish(enDisplay);
    this.#width = new PanelWidth(host);
    host.addController(this);
    adoptWindowStyles(host.renderRoot);
  }

  hostConnected(): void {
    this.#small.addEventListener('change', this.#onScreen);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#small.removeEventListener('change', this.#onScreen);
    this.#put('closed');
  }

  render(chat: () => TemplateResult): TemplateResult {
    const { language, settings } = this.#assistant;
    const { t, locale } = language.texts;
    const { open, display } = this.#host;
    const hasNews = this.#display.hasNews;
    this.#wasOpened ||= open;
    const isPanel = display === 'panel';
    const label = t(open ? 'display.close' : 'display.open');
    // A panel and a full screen have their own button to close, and cover this one.
    const isHidden = open && (isPanel || this.#small.matches);
    return html`
      <div class="launcher ${isPanel ? 'edge' : ''}" part="launcher" popover="manual" lang=${locale} ?data-away=${isHidden}>
        <button
          class="launcher-button"
          part="launcher-button"
          dir=${language.dir ?? nothing}
          aria-haspopup="dialog"
          aria-expanded=${open ? 'true' : 'false'}
          title=${label}
          @click=${this.#toggle}
        >
          <slot name="launcher">${chatIcon}<span class="visually-hidden">${hasNews ? nothing : label}</span></slot>
          ${hasNews ? html`<i class="news" part="news"></i><span class="visually-hidden">${t('display.open-news')}</span>` : nothing}
        </button>
        <span class="visually-hidden" aria-live="polite">${hasNews ? t('display.news') : nothing}</span>
      </div>
      <dialog
        class="window ${isPanel ? 'side' : 'corner'}"
        part="window"
        popover="manual"
        tabindex="-1"
        aria-label=${settings.heading || t('header.title')}
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
        @keydown=${{ handleEvent: this.#onEscapeDown, capture: true }}
      >
        <div class="window-frame" @keydown=${this.#onEscape}>
          ${isPanel && !this.#small.matches ? this.#width.render(t('display.width')) : nothing}
          ${this.#wasOpened ? chat() : nothing}
        </div>
      </dialog>
    `;
  }

  hostUpdated(): void {
    const { open, isConnected } = this.#host;
    if (!isConnected) return;
    this.#put(!open ? 'closed' : this.#small.matches ? 'modal' : 'beside');
    const launcher = this.#find('.launcher');
    if (launcher === null) return;
    launcher.togglePopover(!launcher.hasAttribute('data-away'));
  }

  /** Puts the focus where the visitor can go on. On a small screen the keyboard would cover what there is to read. */
  focusInside(): void {
    if (this.#shown === 'modal') this.#dialog()?.focus();
    else this.#assistant.lead();
  }

  #dialog(): HTMLDialogElement | null {
    return this.#find<HTMLDialogElement>('dialog.window');
  }

  #find<Found extends HTMLElement>(selector: string): Found | null {
    return this.#host.renderRoot?.querySelector<Found>(selector) ?? null;
  }

  /** Brings the dialog to where it should be. */
  #put(shown: Shown): void {
    const dialog = this.#dialog();
    if (dialog === null || shown === this.#shown) return;
    const before = this.#shown;
    this.#shown = shown;
    const active = (this.#host.renderRoot as ShadowRoot).activeElement;
    const hadFocus = dialog.contains(active);
    if (before === 'beside' && dialog.matches(':popover-open')) dialog.hidePopover();
    if (before === 'modal') dialog.close();
    this.#unlock?.();
    this.#unlock = null;
    this.#fit.watch(null);
    if (shown === 'beside') dialog.showPopover();
    // The handle says how wide the panel is.
    if (shown === 'beside') void this.#host.updateComplete.then(() => this.#host.requestUpdate());
    if (shown === 'modal') {
      dialog.showModal();
      this.#unlock = lockScroll();
      this.#fit.watch(dialog);
      dialog.focus();
    }
    if (!this.#host.isConnected) return;
    if (shown !== 'closed' && before !== 'closed' && hadFocus) (active as HTMLElement).focus();
    if (shown === 'closed' && (hadFocus || before === 'modal')) this.#returnFocus();
  }

  /** After the update that brings the button back. */
  #returnFocus(): void {
    const launcher = this.#find('.launcher');
    launcher?.togglePopover(true);
    this.#find('.launcher-button')?.focus();
  }

  readonly #toggle = (): void => {
    void (this.#host.open ? this.#display.hide() : this.#display.show());
  };

  readonly #onScreen = (): void => this.#host.requestUpdate();

  /** What is open inside takes the key first, as does an answer that is being written; then the window closes. */
  readonly #onEscapeDown = (event: KeyboardEvent): void => {
    this.#isEscape = event.key === 'Escape';
    if (event.target === event.currentTarget) this.#onEscape(event);
  };

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    this.#isEscape = false;
    event.preventDefault();
    event.stopPropagation();
    void this.#display.hide();
  };

  /** The browser wants to close a modal dialog: for a key that was dealt with above, or for a gesture of the system. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    const wasKey = this.#isEscape;
    this.#isEscape = false;
    if (!wasKey) void this.#display.hide();
  };

  /** Browsers may close it without asking. */
  readonly #onClose = (event: Event): void => {
    if (event.target === event.currentTarget && this.#shown === 'modal') void this.#display.hide();
  };
}
