/** A model that is downloaded and started for something that was asked: how far it is, and the way out. */
import type { EngineState } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { downloadFigures } from './download-figures.js';
import type { Texts } from './texts.js';

/** What it is drawn with besides the state of the engine. */
export interface StartingContext {
  readonly texts: Texts;
  /** What is going on. */
  readonly title: string;
  readonly onCancel: () => void;
  /** The download was paused elsewhere on the page. */
  readonly onResume: () => void;
}

/** Draws it. */
export function startingView(
  { download, loadFraction }: EngineState,
  { texts, title, onCancel, onResume }: StartingContext,
): TemplateResult {
  const { t } = texts;
  const isPaused = download?.hold === 'paused';
  const fraction = download?.totalBytes ? download.loadedBytes / download.totalBytes : download ? null : loadFraction;
  return html`
    <div class="row">
      <p class="title" part="title">${title}</p>
      ${
        isPaused
          ? html`
              <button class="button small" part="button resume-button" @click=${onResume}>
                ${t('download.resume')}
              </button>
            `
          : nothing
      }
      <button class="button small" part="button cancel-button" @click=${onCancel}>${t('button.cancel')}</button>
    </div>
    <progress
      part="progress"
      class=${download?.hold ? 'held' : ''}
      aria-label=${t(download ? 'download.progress' : 'loading.progress')}
      max="1"
      value=${fraction ?? nothing}
    ></progress>
    ${
      download === null
        ? nothing
        : html`
            <p class="figures" part="figures">
              ${downloadFigures(download, texts).map((figure) => html`<span>${figure}</span>`)}
            </p>
          `
    }
  `;
}
