/** Everything before the conversation: what this is, the download, the start, and what may go wrong. */
import type { EngineState, ErrorCode, ModelRecord } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { downloadFigures } from './download-figures.js';
import { failureText } from './failure-text.js';
import { formatBytes } from './format.js';
import { alertIcon, privateIcon } from './icons.js';
import type { ModelsSection } from './models/models.js';
import { sizeText, startLabel } from './size-text.js';
import type { Texts } from './texts.js';
import { webLink } from './web-link.js';

/** What the panel can do. */
export interface ModelPanelContext {
  readonly texts: Texts;
  /** A conversation is shown already: the panel is a strip above the composer. */
  readonly isCompact: boolean;
  /** Bytes that an unfinished download has left on the device. */
  readonly hereBytes: number;
  /** Why the visitor is asked again, when they have agreed before. */
  readonly notice: string | null;
  readonly onLoad: () => void;
  readonly onCancel: () => void;
  /** Holds the download back, or lets it go on. */
  readonly onHold: (paused: boolean) => void;
  /** Opens the sheet of models. */
  readonly onModels: (event: Event, section?: ModelsSection) => void;
  /** The sheet may be wanted soon. */
  readonly onNear: () => void;
}

/** A smaller model may work where these happen. */
const OF_THE_MODEL: readonly ErrorCode[] = [
  'device-lost',
  'engine-crashed',
  'http',
  'integrity',
  'load-failed',
  'out-of-memory',
  'quota',
  'timeout',
];

/** Draws the panel for a status; nothing when the engine is ready. */
export function modelPanel(engine: EngineState, context: ModelPanelContext): TemplateResult | typeof nothing {
  switch (engine.status) {
    case 'idle':
    case 'checking':
      return context.isCompact ? nothing : checking(context);
    case 'awaiting-consent':
      return firstVisit(engine, context);
    case 'downloading':
      return downloading(engine, context);
    case 'loading':
      return loading(engine, context);
    case 'failed':
    case 'unsupported':
      return failed(engine, context);
    case 'ready':
    case 'busy':
      return nothing;
  }
}

/** @param name what is said of it when it takes the focus of a button that has gone. */
function frame(kind: string, name: string, content: TemplateResult, { isCompact }: ModelPanelContext): TemplateResult {
  return html`
    <section
      class="panel ${kind} ${isCompact ? 'compact' : ''}"
      part="panel panel-${kind}"
      role="group"
      aria-label=${name}
      tabindex="-1"
    >
      ${content}
    </section>
  `;
}

function checking(context: ModelPanelContext): TemplateResult {
  const text = context.texts.t('checking.text');
  return frame('checking', text, html`<p class="quiet late">${text}</p>`, context);
}

function firstVisit(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { t } = context.texts;
  const choice = engine.choice;
  if (choice === null) return checking(context);
  const { model, onDevice } = choice;
  const changed = choice.reasons.some((reason) => reason.code === 'load-failed');
  const notice = context.notice ?? (changed ? t('start.changed') : null);
  const why = choice.reasons.at(-1);
  const button = html`
    <button class="button primary" part="button start-button" @click=${context.onLoad}>
      ${onDevice ? t('start.button-here') : startLabel(model, context.hereBytes, context.texts)}
    </button>
  `;
  const hasOthers = choice.alternatives.length > 0;
  if (context.isCompact) {
    const others = hasOthers ? othersButton('button', context) : nothing;
    return frame(
      'start',
      model.name,
      html`<p class="grow"><bdi>${model.name}</bdi><small>${notice}</small></p>${others}${button}`,
      context,
    );
  }
  return frame(
    'start',
    t('start.title'),
    html`
      <span class="emblem" part="emblem">${privateIcon}</span>
      <h3 part="panel-title">${t('start.title')}</h3>
      <p class="lead">${t('start.text')}</p>
      ${notice === null ? nothing : html`<p class="quiet">${notice}</p>`}
      <dl class="facts" part="facts">
        <div>
          <dt>${t('about.model')}</dt>
          <dd>
            ${webLink(model.homepage, model.name)}
            ${why ? html`<small>${t(`reason.${why.code}`)}</small>` : nothing}
            ${hasOthers ? othersButton('link', context) : nothing}
          </dd>
        </div>
        <div>
          <dt>${t('about.licence')}</dt>
          <dd>
            ${model.license.id === 'unknown' ? t('start.licence-unknown') : webLink(model.license.url, model.license.id)}
          </dd>
        </div>
        <div>
          <dt>${t('start.download')}</dt>
          <dd>${onDevice ? t('start.none') : downloadText(model, context)}</dd>
        </div>
      </dl>
      ${button} ${onDevice ? nothing : html`<p class="quiet">${t('start.promise')}</p>`}
    `,
    context,
  );
}

function othersButton(look: 'button' | 'link', context: ModelPanelContext): TemplateResult {
  return html`
    <button
      class=${look}
      part="button others-button"
      aria-haspopup="dialog"
      @click=${(event: Event) => context.onModels(event)}
      @focus=${context.onNear}
      @pointerenter=${context.onNear}
    >
      ${context.texts.t('start.others')}
    </button>
  `;
}

function downloadText(model: ModelRecord, { texts, hereBytes }: ModelPanelContext): TemplateResult | string {
  const { t, locale } = texts;
  const size = sizeText(model, texts);
  if (model.bytes === null) return size;
  const more =
    hereBytes > 0
      ? t('start.partly', { size: formatBytes(hereBytes, locale) })
      : model.bytesAre === 'exact'
        ? t('start.bytes', { count: model.bytes })
        : null;
  return html`${t('start.once', { size })} ${more === null ? nothing : html`<small>${more}</small>`}`;
}

function downloading(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { texts } = context;
  const { t } = texts;
  const { download, choice } = engine;
  if (download === null) return loading(engine, context);
  const isPaused = download.hold === 'paused';
  const title = t('download.title', { model: choice?.model.name ?? '' });
  return frame(
    'downloading',
    title,
    html`
      <h3 part="panel-title">${title}</h3>
      <progress
        part="progress"
        class=${download.hold === null ? '' : 'held'}
        aria-label=${t('download.progress')}
        max="1"
        value=${download.totalBytes === null ? nothing : download.loadedBytes / download.totalBytes}
      ></progress>
      <p class="figures" part="figures">
        ${downloadFigures(download, texts).map((figure) => html`<span>${figure}</span>`)}
      </p>
      ${context.isCompact ? nothing : html`<p class="quiet">${t('download.text')}</p>`}
      <div class="choices">
        <button class="button" part="button pause-button" @click=${() => context.onHold(!isPaused)}>
          ${t(isPaused ? 'download.resume' : 'download.pause')}
        </button>
        <button class="button" part="button cancel-button" @click=${context.onCancel}>${t('button.cancel')}</button>
      </div>
    `,
    context,
  );
}

function loading(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { t } = context.texts;
  const title = t('loading.title', { model: engine.choice?.model.name ?? '' });
  return frame(
    'loading',
    title,
    html`
      <h3 part="panel-title">${title}</h3>
      <progress part="progress" aria-label=${t('loading.progress')} max="1" value=${engine.loadFraction ?? nothing}></progress>
      ${context.isCompact ? nothing : html`<p class="quiet">${t('loading.text')}</p>`}
      <button class="button" part="button cancel-button" @click=${context.onCancel}>${t('button.cancel')}</button>
    `,
    context,
  );
}

function failed(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { texts } = context;
  const { t, locale } = texts;
  const code = engine.error?.code ?? 'unknown';
  const { cause, action } = failureText(engine.error, texts);
  const hasOthers = engine.choice !== null && engine.choice.alternatives.length > 0;
  const isUnsupported = engine.status === 'unsupported';
  return frame(
    isUnsupported ? 'unsupported' : 'failed',
    cause,
    html`
      <span class="emblem alert" part="emblem">${alertIcon}</span>
      <h3 part="panel-title">${cause}</h3>
      <p class="lead">${action}</p>
      ${
        context.hereBytes > 0 && !context.isCompact
          ? html`<p class="quiet">${t('failed.kept', { size: formatBytes(context.hereBytes, locale) })}</p>`
          : nothing
      }
      ${
        isUnsupported
          ? lacksRoom(engine)
            ? storageButton(context)
            : nothing
          : html`
              <div class="choices">
                <button class="button primary" part="button retry-button" @click=${context.onLoad}>
                  ${t(context.hereBytes > 0 ? 'failed.continue' : 'button.retry')}
                </button>
                ${hasOthers && OF_THE_MODEL.includes(code) ? othersButton('button', context) : nothing}
                ${code === 'quota' ? storageButton(context) : nothing}
              </div>
            `
      }
      ${
        context.isCompact || !engine.error
          ? nothing
          : html`
              <details class="technical" part="details">
                <summary>${t('button.details')}</summary>
                <p><code>${code}</code> ${engine.error.message}</p>
              </details>
            `
      }
    `,
    context,
  );
}

/** Nothing fits, perhaps because of what is stored already. */
function lacksRoom({ error }: EngineState): boolean {
  return String(error?.details['reasons']).includes('storage-too-small');
}

function storageButton(context: ModelPanelContext): TemplateResult {
  return html`
    <button
      class="button"
      part="button storage-button"
      aria-haspopup="dialog"
      @click=${(event: Event) => context.onModels(event, 'storage')}
      @focus=${context.onNear}
      @pointerenter=${context.onNear}
    >
      ${context.texts.t('failed.make-room')}
    </button>
  `;
}
