/** The tools of a chat in a dialog: what each may do, and what the visitor has said about it. Fetched where there are tools. */
import type { Grant, Grants, Tool } from '@local-llm-chat/core/agent';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { stylesFor } from '../adopt-styles.js';
import type { ComposerContext } from '../composer-context.js';
import { joinFacts } from '../format.js';
import { closeIcon } from '../icons.js';
import { enTools } from '../locales/en-tools.js';
import { addEnglish } from '../locales/english.js';
import type { Texts } from '../texts.js';
import { hostOf } from './tool-approval.js';
import { toolIcon } from './tool-icon.js';
import { effectText, toolTitle } from './tool-words.js';
import { toolStyles } from './tools.styles.js';
import { visibleText } from './visible-text.js';

const adoptStyles = stylesFor(toolStyles);

/** The button beside the field, and the dialog that it opens. */
export class ToolList {
  readonly #host: LitElement;
  readonly #context: () => ComposerContext | null;
  #isOpen = false;

  constructor(host: LitElement, context: () => ComposerContext | null) {
    this.#host = host;
    this.#context = context;
    addEnglish(enTools);
    adoptStyles(host.renderRoot);
  }

  button({ texts: { t } }: ComposerContext): TemplateResult {
    return html`
      <button
        class="icon-button tools-open"
        part="icon-button tools-list-button"
        type="button"
        aria-label=${t('tools.title')}
        title=${t('tools.title')}
        aria-haspopup="dialog"
        @click=${this.#open}
      >
        ${toolIcon}
      </button>
    `;
  }

  render(): TemplateResult | typeof nothing {
    const context = this.#context();
    if (!this.#isOpen || context === null) return nothing;
    const { texts, settings, grants } = context;
    const { t } = texts;
    return html`
      <dialog
        class="tools-dialog"
        part="tools-dialog"
        aria-labelledby="tools-title"
        @close=${this.#onClose}
        @click=${this.#onClick}
        @keydown=${this.#onKeydown}
      >
        <header>
          <h3 id="tools-title" tabindex="-1">${t('tools.title')}</h3>
          <button
            class="icon-button"
            part="icon-button close-button"
            type="button"
            aria-label=${t('button.close')}
            title=${t('button.close')}
            @click=${() => this.#element()?.close()}
          >
            ${closeIcon}
          </button>
        </header>
        <div class="tools-body" tabindex="0" role="group" aria-labelledby="tools-title">
          <p>${t('tools.intro')}</p>
          <ul class="tool-list" role="list">
            ${settings.tools?.map((tool) => this.#tool(tool, grants, texts))}
          </ul>
        </div>
      </dialog>
    `;
  }

  /** After the host was drawn. */
  updated(): void {
    const dialog = this.#isOpen ? this.#element() : null;
    if (dialog && !dialog.open) dialog.showModal();
  }

  #tool({ manifest }: Tool, grants: Grants | null, texts: Texts): TemplateResult {
    const { name, description, effect, permission, origins } = manifest;
    const { t, locale } = texts;
    const title = toolTitle({ tool: name, ...(manifest.title === undefined ? {} : { title: manifest.title }) }, texts);
    const own = grants?.getSnapshot().filter(({ tool }) => tool === name) ?? [];
    // What cannot be undone is asked about whatever the site says.
    const asks = effect === 'destructive' ? 'ask' : permission;
    return html`
      <li part="tool">
        <h4><bdi>${title}</bdi></h4>
        <p dir="auto">${description}</p>
        <p class="tool-facts">${joinFacts([effectText(effect, texts), t(`tools.asks.${asks}`)], locale)}</p>
        ${origins.length === 0 ? nothing : html`<p class="tool-facts">${t('tools.hosts')} <strong>${joinFacts(origins.map(hostOf), locale)}</strong></p>`}
        ${own.map((grant) => this.#grant(grant, title, grants, texts))}
      </li>
    `;
  }

  #grant({ id, answer, addresses }: Grant, tool: string, grants: Grants | null, texts: Texts): TemplateResult {
    const { t, locale } = texts;
    const revoke = async () => {
      grants?.revoke(id);
      this.#context()?.announce(t('tools.revoked'));
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      // The button is gone.
      this.#element()?.querySelector<HTMLElement>('#tools-title')?.focus();
    };
    const places = Object.values(addresses).map((value) => visibleText(String(value)));
    return html`
      <p class="grant" part="tool-grant">
        <span>${t(answer === 'never' ? 'tools.denied.never' : 'tools.granted')}${places.length === 0 ? nothing : html` <bdi>${joinFacts(places, locale)}</bdi>`}</span>
        <button
          class="button small"
          part="button revoke-button"
          type="button"
          aria-label=${t('tools.revoke-of', { tool })}
          @click=${revoke}
        >${t('tools.revoke')}</button>
      </p>
    `;
  }

  #element(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('.tools-dialog');
  }

  readonly #open = (): void => {
    this.#isOpen = true;
    this.#host.requestUpdate();
  };

  readonly #onClose = (): void => {
    this.#isOpen = false;
    this.#host.requestUpdate();
  };

  /** A press beside it closes it. */
  readonly #onClick = (event: MouseEvent): void => {
    const dialog = this.#element();
    if (event.target === dialog) dialog?.close();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // What is around it is not spoken to.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#element()?.close();
  };
}
