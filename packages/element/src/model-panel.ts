/** Everything before the conversation: what this is, the download, the start, and what may go wrong. */
import { type DownloadState, type EngineState, type ModelRecord, secondsLeft } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatCount, formatSeconds } from './format.js';
import { alertIcon, privateIcon } from './icons.js';
import type { Strings } from './locales/en.js';
import { webLink } from './web-link.js';

/** What the panel can do. */
export interface ModelPanelContext {
  readonly strings: Strings;
  /** A conversation is shown already: the panel is a strip above the composer. */
  readonly isCompact: boolean;
  readonly onLoad: () => void;
  readonly onCancel: () => void;
}

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

function frame(kind: string, content: TemplateResult, { isCompact }: ModelPanelContext): TemplateResult {
  return html`
    <section class="panel ${kind} ${isCompact ? 'compact' : ''}" part="panel panel-${kind}" tabindex="-1">
      ${content}
    </section>
  `;
}

function checking(context: ModelPanelContext): TemplateResult {
  return frame('checking', html`<p class="quiet late">${context.strings.checking}</p>`, context);
}

function firstVisit(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { start } = context.strings;
  const choice = engine.choice;
  if (choice === null) return checking(context);
  const { model, onDevice } = choice;
  const changed = choice.reasons.some((reason) => reason.code === 'load-failed');
  const button = html`
    <button class="button primary" part="button start-button" @click=${context.onLoad}>
      ${onDevice ? start.buttonOnDevice : startLabel(model, context.strings)}
    </button>
  `;
  if (context.isCompact) {
    return frame('start', html`<p class="grow">${model.name}</p>${button}`, context);
  }
  return frame(
    'start',
    html`
      <span class="emblem" part="emblem">${privateIcon}</span>
      <h3 part="panel-title">${start.title}</h3>
      <p class="lead">${start.text}</p>
      ${changed ? html`<p class="quiet">${start.changed}</p>` : nothing}
      <dl class="facts" part="facts">
        <div>
          <dt>${start.model}</dt>
          <dd>${webLink(model.homepage, model.name)}</dd>
        </div>
        <div>
          <dt>${start.licence}</dt>
          <dd>
            ${model.license.id === 'unknown' ? start.licenceUnknown : webLink(model.license.url, model.license.id)}
          </dd>
        </div>
        <div>
          <dt>${start.download}</dt>
          <dd>${onDevice ? start.none : sizeText(model, context.strings)}</dd>
        </div>
      </dl>
      ${button} ${onDevice ? nothing : html`<p class="quiet">${start.promise}</p>`}
    `,
    context,
  );
}

function sizeText(model: ModelRecord, { start, locale }: Strings): TemplateResult | string {
  if (model.bytes === null) return start.unknownSize;
  const size = formatBytes(model.bytes, locale);
  if (model.bytesAre === 'approximate') return start.once(start.approximate(size));
  return html`${start.once(size)}<small>${start.bytes(formatCount(model.bytes, locale))}</small>`;
}

function startLabel(model: ModelRecord, { start, locale }: Strings): string {
  if (model.bytes === null) return start.buttonUnknown;
  const size = formatBytes(model.bytes, locale);
  return model.bytesAre === 'exact' ? start.button(size) : start.buttonApproximate(size);
}

function downloading(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { strings } = context;
  const { downloading: words } = strings;
  const { download, choice } = engine;
  if (download === null) return loading(engine, context);
  return frame(
    'downloading',
    html`
      <h3 part="panel-title">${words.title(choice?.model.name ?? '')}</h3>
      <progress
        part="progress"
        aria-label=${words.progress}
        max="1"
        value=${download.totalBytes === null ? nothing : download.loadedBytes / download.totalBytes}
      ></progress>
      <p class="figures" part="figures">
        ${downloadFigures(download, strings).map((figure) => html`<span>${figure}</span>`)}
      </p>
      ${context.isCompact ? nothing : html`<p class="quiet">${words.text}</p>`}
      <button class="button" part="button cancel-button" @click=${context.onCancel}>${words.cancel}</button>
    `,
    context,
  );
}

function downloadFigures(download: DownloadState, { downloading: words, locale }: Strings): string[] {
  const loaded = formatBytes(download.loadedBytes, locale);
  const left = secondsLeft(download);
  return [
    download.totalBytes === null
      ? words.bytesSoFar(loaded)
      : words.bytes(loaded, formatBytes(download.totalBytes, locale)),
    ...(download.bytesPerSecond ? [formatBytes(download.bytesPerSecond, locale, 'second')] : []),
    ...(left === null ? [] : [words.left(formatSeconds(left, locale))]),
  ];
}

function loading(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { loading: words } = context.strings;
  return frame(
    'loading',
    html`
      <h3 part="panel-title">${words.title(engine.choice?.model.name ?? '')}</h3>
      <progress part="progress" aria-label=${words.progress} max="1" value=${engine.loadFraction ?? nothing}></progress>
      ${context.isCompact ? nothing : html`<p class="quiet">${words.text}</p>`}
      <button class="button" part="button cancel-button" @click=${context.onCancel}>${words.cancel}</button>
    `,
    context,
  );
}

function failed(engine: EngineState, context: ModelPanelContext): TemplateResult {
  const { strings } = context;
  const code = engine.error?.code ?? 'unknown';
  const { cause, action } = strings.errors[code];
  const isUnsupported = engine.status === 'unsupported';
  return frame(
    isUnsupported ? 'unsupported' : 'failed',
    html`
      <span class="emblem alert" part="emblem">${alertIcon}</span>
      <h3 part="panel-title">${cause}</h3>
      <p class="lead">${action}</p>
      ${
        isUnsupported
          ? nothing
          : html`
              <button class="button primary" part="button retry-button" @click=${context.onLoad}>
                ${strings.failed.retry}
              </button>
            `
      }
      ${
        context.isCompact || !engine.error
          ? nothing
          : html`
              <details class="technical" part="details">
                <summary>${strings.failed.details}</summary>
                <p><code>${code}</code> ${engine.error.message}</p>
              </details>
            `
      }
    `,
    context,
  );
}
