/** Draws an answer, and what leads to it, in each of its states. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { icon } from '../icon.js';
import { sourceList } from '../knowledge/source-list.js';
import { markdown } from '../markdown/markdown.js';
import { startingView } from '../starting-view.js';
import type { Answer } from './answer.js';
import { answerFailure, answerNotes, answerTitle } from './answer-words.js';

const answerIcon = icon(
  svg`<path d="M10 3.5 11.6 8 16 9.6 11.6 11.2 10 15.7 8.4 11.2 4 9.6 8.4 8zM15.6 13.6l.5 1.3 1.3.5-1.3.5-.5 1.3-.5-1.3-1.3-.5 1.3-.5z" />`,
);

/** Draws it; nothing where no model can run. */
export function answerView(answer: Answer): TemplateResult | typeof nothing {
  const { stage, engine, search } = answer;
  const isOffer = stage === 'offered' || stage === 'waiting';
  if (isOffer && engine.state.status === 'unsupported') return nothing;
  return html`
    <section
      class="answer ${stage}"
      part="answer"
      role="group"
      tabindex="-1"
      aria-label=${isOffer ? search.language.texts.t('search.answer-title') : answerTitle(answer)}
    >
      ${isOffer ? offer(answer) : shown(answer)}
    </section>
  `;
}

function shown(answer: Answer): TemplateResult {
  const { stage, engine, search, stop } = answer;
  switch (stage) {
    case 'starting':
      return startingView(engine.state, {
        texts: search.language.texts,
        title: answerTitle(answer),
        onCancel: stop,
        onResume: () => engine.resume(),
      });
    case 'done':
      return done(answer);
    case 'failed':
      return failed(answer);
    default:
      return reading(answer);
  }
}

/** A button that cannot be pressed keeps the focus, so that its reason is heard. */
function offer(answer: Answer): TemplateResult {
  const { stage, isOffline, search, press } = answer;
  const { t } = search.language.texts;
  const isBlocked = stage === 'waiting' || isOffline;
  const notes = stage === 'waiting' ? [answerTitle(answer)] : answerNotes(answer);
  return html`
    <div class="row">
      <button
        class="button small"
        part="button answer-button"
        type="button"
        aria-describedby="notes"
        aria-disabled=${isBlocked ? 'true' : nothing}
        @click=${isBlocked ? nothing : press}
      >
        ${answerIcon}${t('search.answer')}
      </button>
      <p class="quiet" part="note" id="notes">${notes.map((note) => html`<span>${note}</span> `)}</p>
    </div>
  `;
}

function reading(answer: Answer): TemplateResult {
  const { search, result, stop } = answer;
  const { t } = search.language.texts;
  const text = result?.answer ?? '';
  return html`
    <div class="row">
      <p class="title" part="title">${answerTitle(answer)}</p>
      <button class="button small" part="button stop-button" type="button" @click=${stop}>${t('search.stop')}</button>
    </div>
    ${text === '' ? html`<progress part="progress" aria-label=${answerTitle(answer)}></progress>` : words(answer, false)}
  `;
}

function done(answer: Answer): TemplateResult {
  const { search, result } = answer;
  const { texts } = search.language;
  const { t } = texts;
  if (result?.status !== 'found') {
    return html`
      <p class="title" part="title">${t('knowledge.not-found')}</p>
      <p class="quiet" part="note">${t('search.nearest')}</p>
    `;
  }
  return html`
    <p class="title small" part="title">${t('search.answer-title')}</p>
    ${words(answer, true)}
    ${sourceList(result.sources, {
      texts,
      title: t('knowledge.sources'),
      isNumbered: true,
      onOpen: (source, event) => search.open(source, event),
    })}
    <p class="quiet" part="note">${t('search.note')}</p>
  `;
}

function failed(answer: Answer): TemplateResult {
  const { search, error, press } = answer;
  const { t } = search.language.texts;
  const { cause, action } = answerFailure(answer);
  return html`
    <p class="title" part="title">${cause}</p>
    <p class="quiet" part="note">${action}</p>
    <div class="row">
      <button class="button small" part="button retry-button" type="button" @click=${press}>${t('search.retry')}</button>
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

/** What a model has written: a link to elsewhere asks first. */
function words(answer: Answer, isFinished: boolean): TemplateResult {
  const { search, result, citations } = answer;
  const { texts } = search.language;
  const text = result?.answer ?? '';
  return html`<div
    class="markdown"
    part="markdown"
    dir="auto"
    @click=${(event: MouseEvent) => openCited(event, answer)}
    ${markdown(text, isFinished, texts, false, null, null, true, citations)}
  ></div>`;
}

function openCited(event: MouseEvent, { search, result }: Answer): void {
  const mark = event.target instanceof Element ? event.target.closest('.citation') : null;
  const source = result?.sources.find(({ number }) => String(number) === mark?.getAttribute('data-number'));
  if (source !== undefined) search.open(source, event);
}
