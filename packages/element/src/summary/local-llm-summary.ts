/** `<local-llm-summary>`: a button that summarises an article of the page, and the summary. All behind the button is late. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LanguageController } from '../language-controller.js';
import { LateCode } from '../late-code.js';
import { addSummaryTexts } from '../locales/summary-texts.js';
import { offerView } from './offer-view.js';
import type { Summary } from './summary.js';
import { summaryStyles } from './summary.styles.js';
import { SummarySettings } from './summary-settings.js';

/** What it costs is found out before the button is seen. */
const NEAR = '256px';

/**
 * A button "Summarise this article" and what comes of it: a model in the visitor's browser reads the article on the page
 * and writes a summary. Nothing is downloaded before the button is pressed, which says what it costs.
 *
 * @summary Summarises an article of the page, in the visitor's browser.
 *
 * @example
 * ```html
 * <script type="module" src="/node_modules/@local-llm-chat/element/summary.js"></script>
 * <local-llm-summary for="story" format="bullets"></local-llm-summary>
 * <article id="story">…</article>
 * ```
 *
 * @tag local-llm-summary
 *
 * @event {SummaryStartEvent} llm-summarystart - An article is about to be summarised.
 * @event {SummaryFinishEvent} llm-summaryfinish - A summary is complete, or was stopped.
 * @event {LLMErrorEvent} llm-error - The engine or a summary has failed.
 *
 * @csspart summary - The box around it all.
 * @csspart title - What is being done, or "Summary".
 * @csspart markdown - The summary.
 * @csspart progress - The bar of download, start and reading.
 * @csspart figures - Bytes, speed and time left.
 * @csspart note - Quiet lines.
 * @csspart details - The technical details of an error.
 * @csspart button - Every button.
 * @csspart summarize-button - "Summarise this article".
 * @csspart cancel-button - "Cancel", while the model is downloaded or started.
 * @csspart resume-button - "Resume", where a download was paused elsewhere on the page.
 * @csspart stop-button - "Stop", while the article is read.
 * @csspart copy-button - "Copy".
 * @csspart again-button - "Summarise again".
 * @csspart retry-button - "Try again".
 *
 * @cssproperty [--llm-accent] - The button, progress and focus.
 * @cssproperty [--llm-on-accent] - Text on the accent colour.
 * @cssproperty [--llm-surface] - The background.
 * @cssproperty [--llm-text] - The text. Quieter text, lines and fills derive from it and the surface.
 * @cssproperty [--llm-muted] - Quiet text.
 * @cssproperty [--llm-link] - Links in a summary; the accent colour by default.
 * @cssproperty [--llm-border] - The line around the box.
 * @cssproperty [--llm-control] - The borders of buttons.
 * @cssproperty [--llm-focus] - The ring around what has the focus; the accent colour by default.
 * @cssproperty [--llm-fill] - Buttons under the pointer.
 * @cssproperty [--llm-danger] - Errors.
 * @cssproperty [--llm-radius=1rem] - Roundness of the box.
 * @cssproperty [--llm-button-radius=999px] - Roundness of buttons.
 * @cssproperty [--llm-space=1rem] - The unit of every gap.
 * @cssproperty [--llm-font] - The font; that of the page by default.
 * @cssproperty [--llm-mono] - The font of technical details.
 */
export class LocalLLMSummary extends SummarySettings {
  static override styles = summaryStyles;

  readonly #language = new LanguageController(this);
  readonly #late = new LateCode<Summary>(this, async () => {
    const { Summary } = await import('./summary.js');
    return new Summary(this, this.#language, (text) => this.#announce(text));
  });
  /** Watches whether the element comes near to what is seen. */
  #observer: IntersectionObserver | null = null;
  /** The button was pressed before its code was here. */
  #isPressed = false;
  #hasFailed = false;
  #hadFocus = false;
  /** The button that is shown. */
  #offer: HTMLElement | null = null;

  constructor() {
    super();
    addSummaryTexts();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#late.code !== null) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#wake();
      },
      { rootMargin: NEAR },
    );
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  /** A move within the document by `moveBefore` changes nothing but, perhaps, the language. */
  connectedMoveCallback(): void {
    this.#language.follow();
  }

  /** The summary that is shown; empty while there is none. */
  get summary(): string {
    return this.#late.code?.text ?? '';
  }

  /**
   * Summarises the article, downloading the model if need be: call it only when the visitor agrees. A summary that is
   * being made is given up for it.
   *
   * @returns the summary, as Markdown.
   * @throws LocalLLMError `aborted` when it was stopped, `invalid-request` where there is no article, and with the
   *   `code` of whatever else went wrong.
   */
  async summarize(): Promise<string> {
    const summary = await this.#late.fetch();
    await this.updateComplete;
    return summary.run();
  }

  /** Stops a summary that is being made; what was written so far stays. Calls off a download that was begun for it. */
  abort(): void {
    this.#late.code?.abort();
  }

  /** Puts the focus on the first button, or on the box where there is none. */
  override focus(options?: FocusOptions): void {
    const root = this.renderRoot;
    (root.querySelector<HTMLElement>('button') ?? root.querySelector<HTMLElement>('section'))?.focus(options);
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.#late.code?.frame();
    this.#language.override(this.texts);
    if (this.#language.awaited !== null) await this.#language.awaited;
    super.scheduleUpdate();
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#language.override(this.texts);
    this.#late.code?.settle(changed);
    this.#hadFocus = this.shadowRoot?.activeElement != null;
    super.update(changed);
  }

  protected override render(): TemplateResult {
    const { texts, dir } = this.#language;
    const summary = this.#late.code;
    return html`
      <section
        class="summary ${summary?.look ?? 'offers'}"
        part="summary"
        role="group"
        tabindex="-1"
        aria-label=${summary?.title ?? texts.t('summary.title')}
        lang=${texts.locale}
        dir=${dir ?? nothing}
        @keydown=${this.#onKey}
        @focusin=${this.#wake}
        @pointerenter=${this.#wake}
      >
        ${summary?.render() ?? this.#first()}
      </section>
      <div class="visually-hidden" role="status"></div>
    `;
  }

  protected override updated(): void {
    this.#late.code?.drawn();
    const focused = this.shadowRoot?.activeElement;
    const box = this.renderRoot.querySelector<HTMLElement>('section');
    const offer = this.renderRoot.querySelector<HTMLElement>('.offer button');
    const isNew = offer !== this.#offer;
    this.#offer = offer;
    // A button that was pressed goes with what it was on: the focus stays in the box, whose name says what is going on,
    // and goes back to the button when that is back.
    if (this.#hadFocus && (focused == null || (focused === box && isNew))) (offer ?? box)?.focus();
  }

  /** Until the code for more is here. */
  #first(): TemplateResult {
    const { texts } = this.#language;
    const notes = this.#hasFailed ? [texts.t('summary.unreachable')] : [];
    return offerView({ texts, notes, isWaiting: this.#isPressed, isBlocked: false, onPress: this.#press });
  }

  /** Finds out what it would cost. */
  readonly #wake = (): void => {
    this.#observer?.disconnect();
    this.#late.want();
  };

  readonly #press = async (): Promise<void> => {
    this.#isPressed = true;
    this.#hasFailed = false;
    this.requestUpdate();
    const summary = await this.#late.fetch().catch(() => null);
    this.#isPressed = false;
    if (summary === null) {
      this.#hasFailed = true;
      this.#announce(this.#language.texts.t('summary.unreachable'));
    }
    this.requestUpdate();
    await summary?.pressEarly();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#late.code?.isRunning) return;
    event.preventDefault();
    this.abort();
  };

  #announce(text: string): void {
    const region = this.renderRoot.querySelector('[role=status]');
    if (region) region.textContent = text;
  }
}
