/** Draws a search in each of its states: what was found, why nothing was, and what is above it. */
import type { SearchResult } from '@local-llm-chat/core/knowledge';
import { excerptOf } from '@local-llm-chat/core/knowledge';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { foreignHost, sourceTitle, sourceUrl } from '../knowledge/source-link.js';
import { visibleText } from '../tools/visible-text.js';
import type { Search } from './search.js';

/** Draws it. */
export function searchView(search: Search): TemplateResult {
  const { status, files, answer } = search;
  return html`
    ${files?.render() ?? nothing}
    ${status === 'found' ? (answer?.render() ?? nothing) : nothing}
    ${state(search)}
  `;
}

function state(search: Search): TemplateResult {
  const { t } = search.language.texts;
  switch (search.status) {
    case 'idle':
      return html`<slot name="hint"></slot>`;
    case 'searching':
      return html`<p class="quiet" part="note">${t('search.loading')}</p>`;
    case 'found':
      return results(search);
    case 'none':
      return html`
        <div class="nothing">
          <p class="title">${t('search.nothing', { query: search.query })}</p>
          <p class="quiet" part="note">${t('search.nothing-hint')}</p>
        </div>
      `;
    case 'failed':
      return failed(search);
  }
}

function failed({ error, language, again }: Search): TemplateResult {
  const { t } = language.texts;
  const isOffline = error?.code === 'network' && !navigator.onLine;
  return html`
    <div class="nothing">
      <p class="title">${t('search.failed')}</p>
      <p class="quiet" part="note">
        ${t(isOffline ? 'search.failed-offline' : error?.code === 'network' ? 'search.failed-network' : 'search.failed-site')}
        <button class="link" part="retry-button" type="button" @click=${again}>${t('search.retry')}</button>
      </p>
    </div>
  `;
}

function results(search: Search): TemplateResult {
  const { language, results: found } = search;
  return html`
    <ol class="results" part="results" role="list" aria-label=${language.texts.t('search.results')}>
      ${repeat(
        found,
        ({ id }) => id,
        (result) => entry(result, search),
      )}
    </ol>
  `;
}

function entry(result: SearchResult, search: Search): TemplateResult {
  const url = sourceUrl(result);
  const label = html`<bdi>${sourceTitle(result)}</bdi>`;
  const host = url && foreignHost(url);
  return html`
    <li class="result" part="result">
      ${
        url === null
          ? html`<span class="result-title">${label}</span>`
          : html`<a
              class="result-link"
              part="link result-link"
              href=${url.href}
              rel=${host === null ? nothing : 'noopener noreferrer nofollow'}
              @click=${(event: MouseEvent) => search.open(asSource(result, search), event)}
            >${label}</a>`
      }${host === null ? nothing : html` <span class="result-host" dir="ltr">${host}</span>`}
      <p class="excerpt" part="excerpt" dir="auto">${excerptOf(result.text, result.terms).map(({ text, isFound }) =>
        isFound ? html`<mark part="mark">${visibleText(text)}</mark>` : visibleText(text),
      )}</p>
    </li>
  `;
}

/** A result as the event of its opening has it. */
function asSource(result: SearchResult, { results: found }: Search) {
  const { url, href, title, path, text } = result;
  return { number: found.indexOf(result) + 1, url, href, title, path, text, quotes: [] };
}
