/** What stands above a conversation: the row with heading, model and buttons. */
import type { EngineState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon, newIcon } from './icons.js';
import { type ModelAboutContext, modelAbout } from './model-about.js';

/** What the header needs to know besides the engine. */
export interface ChatHeaderContext extends ModelAboutContext {
  /** The page's own heading; empty for none. */
  readonly heading: string | undefined;
  /** Nothing was said yet, so there is nothing to begin anew. */
  readonly isNew: boolean;
  readonly onNew: () => void;
  /** What opens the list of conversations. */
  readonly threads: unknown;
  /** Closes the window that the chat is in; `null` where it is a piece of the page. */
  readonly onHide: (() => void) | null;
}

/** Draws the row with heading, model line and "new conversation". */
export function chatHeader(engine: EngineState, context: ChatHeaderContext): TemplateResult {
  const { t } = context.texts;
  const { isNew, onNew, onHide } = context;
  const heading = context.heading ?? t('header.title');
  return html`
    <header class="header" part="header">
      ${context.threads}
      <div class="titles">
        <slot name="header">${heading === '' ? nothing : html`<h2 part="heading">${heading}</h2>`}</slot>
        ${modelAbout(engine, context)}
      </div>
      ${
        isNew
          ? nothing
          : html`
              <button
                class="icon-button"
                part="icon-button new-button"
                aria-label=${t('header.new')}
                title=${t('header.new')}
                @click=${onNew}
              >
                ${newIcon}
              </button>
            `
      }
      ${
        onHide === null
          ? nothing
          : html`
              <button
                class="icon-button"
                part="icon-button hide-button"
                aria-label=${t('display.close')}
                title=${t('display.close')}
                @click=${onHide}
              >
                ${closeIcon}
              </button>
            `
      }
    </header>
  `;
}
