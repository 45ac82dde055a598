/** Draws a summary in each of its states. */
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../failure-text.js';
import { alertIcon, checkIcon, copyIcon, retryIcon } from '../icons.js';
import { markdown } from '../markdown/markdown.js';
import { startingView } from '../starting-view.js';
import { offerView } from './offer-view.js';
import type { Summary } from './summary.js';
import { offerNotes, summaryFailure, summaryTitle } from './summary-words.js';

/** What it looks like, as a class of the box. */
export type SummaryLook = 'offers' | 'missing' | 'runs' | 'done' | 'failed';

/** The look for a state. */
export function summaryLook({ stage, engine, article }: Summary): SummaryLook {
  if (stage === 'done' || stage === 'failed') return stage;
  if (stage !== 'offered' && stage !== 'waiting') return 'runs';
  return engine.state.status === 'unsupported' || article.find() === null ? 'missing' : 'offers';
}

/** Draws it. */
export function summaryView(summary: Summary): TemplateResult {
  switch (summaryLook(summary)) {
    case 'offers':
      return offerView({
        texts: summary.language.texts,
        notes: offerNotes(summary),
        isWaiting: summary.stage === 'waiting',
        isBlocked: summary.isOffline,
        onPress: () => void summary.press(),
      });
    case 'missing':
      return missing(summary);
    case 'runs':
      return summary.stage === 'starting' ? starting(summary) : reading(summary);
    case 'done':
      return done(summary);
    case 'failed':
      return failed(summary);
  }
}

/** There is nothing that could be pressed. */
function missing({ engine, language, article }: Summary): TemplateResult {
  const { texts } = language;
  if (article.find() === null) return html`<p class="quiet" part="note">${texts.t('summary.no-article')}</p>`;
  const { cause, action } = failureText(engine.state.error, texts);
  return html`<p class="quiet" part="note"><span>${cause}</span> <span>${action}</span></p>`;
}

function starting(summary: Summary): TemplateResult {
  const { engine, language, abort } = summary;
  return startingView(engine.state, {
    texts: language.texts,
    title: summaryTitle(summary),
    onCancel: abort,
    onResume: () => engine.resume(),
  });
}

function reading(summary: Summary): TemplateResult {
  const { language, progress, stage, text, abort } = summary;
  const { t } = language.texts;
  const isOnePart = (progress?.chunks ?? 1) < 2;
  const fraction = stage === 'reading' && progress && !isOnePart ? progress.callsDone / progress.calls : null;
  return html`
    <div class="row">
      <p class="title" part="title">${summaryTitle(summary)}</p>
      <button class="button small" part="button stop-button" @click=${abort}>${t('summary.stop')}</button>
    </div>
    ${
      text !== '' && isOnePart
        ? nothing
        : html`<progress part="progress" aria-label=${t('summary.progress')} max="1" value=${fraction ?? nothing}></progress>`
    }
    ${text === '' ? nothing : words(summary, false)}
  `;
}

function done(summary: Summary): TemplateResult {
  const { language, isCut, isCopied, article, press, copy } = summary;
  const { t } = language.texts;
  const note = isCut ? t('summary.cut') : article.isChanged ? t('summary.changed') : null;
  return html`
    <p class="title" part="title">${t('summary.title')}</p>
    ${words(summary, true)} ${note === null ? nothing : html`<p class="quiet news" part="note">${note}</p>`}
    <div class="row end">
      <button class="button small" part="button copy-button" @click=${copy}>
        ${isCopied ? checkIcon : copyIcon}${t(isCopied ? 'summary.copied' : 'summary.copy')}
      </button>
      <button class="button small ${note === null ? '' : 'primary'}" part="button again-button" @click=${press}>
        ${retryIcon}${t('summary.again')}
      </button>
      <p class="quiet" part="note">${t('summary.note')}</p>
    </div>
  `;
}

function failed(summary: Summary): TemplateResult {
  const { language, error, press } = summary;
  const { t } = language.texts;
  const { cause, action } = summaryFailure(summary);
  return html`
    <p class="title alert" part="title">${alertIcon}<span>${cause}</span></p>
    ${action === null ? nothing : html`<p class="action">${action}</p>`}
    <div class="row end">
      <button class="button small primary" part="button retry-button" @click=${press}>${t('button.retry')}</button>
      ${
        error === null
          ? nothing
          : html`
              <details class="technical" part="details">
                <summary>${t('button.details')}</summary>
                <p><code>${error.code}</code> ${error.message}</p>
              </details>
            `
      }
    </div>
  `;
}

/** In the language of the summary, which need not be that of the box. */
function words({ host, article, text, language }: Summary, isFinished: boolean): TemplateResult {
  const lang = host.language || article.find()?.closest('[lang]')?.getAttribute('lang');
  return html`<div class="markdown" part="markdown" dir="auto" lang=${lang || nothing} ${markdown(text, isFinished, language.texts, false, null, null, true)}></div>`;
}
