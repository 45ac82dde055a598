/** Code that is fetched when it is needed, and what is said where that fails: without a network, or after an update of the site. */
import { html, type LitElement, type TemplateResult } from 'lit';
import { joinSentences } from './format.js';
import type { Texts } from './texts.js';

/** Fetches something once; after a failure again when somebody asks, or the network is back. */
export class LateCode<Code> {
  readonly host: LitElement;
  readonly #load: () => Promise<Code>;
  #fetching: Promise<Code> | null = null;
  /** What was fetched. */
  code: Code | null = null;
  /** How often it could not be fetched. */
  failures = 0;

  /** @param host is drawn anew when it has come, and when it cannot. */
  constructor(host: LitElement, load: () => Promise<Code>) {
    this.host = host;
    this.#load = load;
  }

  /** Fetches it, unless it is here or on its way; rejects with the browser's error. */
  fetch(): Promise<Code> {
    this.#fetching ??= this.#load()
      .then((code) => {
        this.code = code;
        return code;
      })
      .catch((error: unknown) => {
        // The next call asks Chromium's network again. Firefox and Safari remember until the page is reloaded that an
        // address could not be imported, and no other address has the same modules behind it.
        this.#fetching = null;
        this.failures += 1;
        addEventListener('online', this.retry, { once: true });
        throw error;
      })
      .finally(() => this.host.requestUpdate());
    return this.#fetching;
  }

  /** Called with each update that could do with it: it does not fail over and over. */
  want(): void {
    if (this.failures === 0) this.retry();
  }

  /** The same for whoever sees the failure where this is drawn. */
  readonly retry = (): void => {
    this.fetch().catch(() => undefined);
  };
}

/**
 * What is missing and what to do: to try again, and after that to reload the page, which always helps.
 *
 * @param times how often the visitor was told.
 */
export function lateText({ t, locale }: Texts, times: number, missing = t('error.network.cause')): string {
  return joinSentences([missing, t(times > 1 ? 'error.unknown.action' : 'error.network.action')], locale);
}

/** Says so in the place of what could not be fetched. Its button goes when that comes, so the focus is led on. */
export function notFetched(texts: Texts, late: LateCode<unknown>, missing?: string): TemplateResult {
  const retry = async () => {
    await late.fetch();
    await late.host.updateComplete;
    late.host.focus();
  };
  return html`<p class="not-fetched" part="note" role="alert">
    ${lateText(texts, late.failures, missing)}
    <button class="link" part="retry-button" @click=${() => retry().catch(() => undefined)}>${texts.t('button.retry')}</button>
  </p>`;
}
