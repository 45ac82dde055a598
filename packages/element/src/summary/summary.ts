/** One summary from the press to its last word: what there is of it, and what can be done with it. */
import type { EngineChoice, LocalLLMError } from '@local-llm-chat/core';
import { isLocalLLMError, LocalLLMError as OwnError } from '@local-llm-chat/core/page';
import type { TaskProgress } from '@local-llm-chat/core/tasks';
import type { PropertyValues, TemplateResult } from 'lit';
import { AskedEngine } from '../asked-engine.js';
import { ENGINE_SETTINGS } from '../engine-settings.js';
import { LLMErrorEvent } from '../events.js';
import { nextFrame } from '../frame.js';
import type { LanguageController } from '../language-controller.js';
import { loadAnnouncement } from '../load-announcement.js';
import { en } from '../locales/en.js';
import { addEnglish, type TextKey } from '../locales/english.js';
import { loadMarkdown } from '../markdown/markdown.js';
import { inTurn } from '../turns.js';
import { Article } from './article.js';
import { stageAnnouncement } from './summary-announcements.js';
import { SummaryFinishEvent, SummaryStartEvent } from './summary-events.js';
import { adoptLateStyles } from './summary-late.styles.js';
import type { SummarySettings } from './summary-settings.js';
import { type SummaryLook, summaryLook, summaryView } from './summary-view.js';
import { summaryTitle } from './summary-words.js';

/** How long a button says that it has copied. */
const COPIED_MS = 2000;

/** `waiting`: for the device to be known; `starting`: for the model; `queued`: for another summary. */
export type SummaryStage = 'offered' | 'waiting' | 'starting' | 'queued' | 'reading' | 'done' | 'failed';

/** Why the visitor is asked again. */
export type SummaryNotice = Extract<TextKey, 'summary.agree' | 'start.larger' | 'start.gone'>;

/** Makes the summaries of one element, one at a time. */
export class Summary {
  readonly host: SummarySettings;
  readonly language: LanguageController;
  readonly article: Article;
  readonly engine: AskedEngine;
  readonly #announce: (text: string) => void;
  #running: AbortController | null = null;
  /** A choice of model that the visitor has seen the cost of. */
  #seen: EngineChoice | null = null;
  stage: SummaryStage = 'offered';
  /** The summary, or what there is of it. */
  text = '';
  /** It was stopped before its end. */
  isCut = false;
  isCopied = false;
  progress: TaskProgress | null = null;
  error: LocalLLMError | null = null;
  notice: SummaryNotice | null = null;

  constructor(host: SummarySettings, language: LanguageController, announce: (text: string) => void) {
    addEnglish(en, 'first');
    this.host = host;
    this.language = language;
    this.#announce = announce;
    this.article = new Article(host);
    this.engine = new AskedEngine(host, {
      engineChanged: (now, before) => {
        const text = this.stage === 'starting' ? loadAnnouncement(now, before, this.language.texts) : null;
        if (text !== null) this.#announce(text);
      },
      left: () => this.abort(),
    });
    host.addController({ hostConnected: this.#listen, hostDisconnected: this.#unlisten });
    this.engine.settle(true);
    adoptLateStyles(host.renderRoot);
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  get isGrowing(): boolean {
    return this.stage === 'reading' && this.text !== '';
  }

  /** Words come in: more often than once a frame nobody sees. */
  async frame(): Promise<void> {
    if (this.isGrowing) await nextFrame();
  }

  /** There is no way to the model's files, and they are not here. */
  get isOffline(): boolean {
    return !navigator.onLine && this.needsDownload;
  }

  get needsDownload(): boolean {
    const { loaded, choice } = this.engine.state;
    return loaded === null && choice !== null && !choice.onDevice;
  }

  get look(): SummaryLook {
    return summaryLook(this);
  }

  /** What is going on, as the name of the box. */
  get title(): string {
    return summaryTitle(this);
  }

  render(): TemplateResult {
    return summaryView(this);
  }

  /** What is on the page now, the visitor can have read. */
  drawn(): void {
    if (this.stage === 'offered') this.#seen = this.engine.state.choice;
  }

  /** Takes in what the page has set. */
  settle(changed: PropertyValues<SummarySettings>): void {
    const isOther = ENGINE_SETTINGS.some((setting) => changed.has(setting));
    if (isOther || changed.has('htmlFor')) this.#reset();
    this.engine.settle(isOther);
  }

  /** The visitor presses the button, and has seen what it says. */
  readonly press = (): Promise<void> => this.#begin(this.#seen);

  /** The button was pressed before it said what it costs. */
  readonly pressEarly = (): Promise<void> => this.#begin(null);

  /** Makes a summary, in the place of the one before. */
  async run(): Promise<string> {
    this.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const text = await this.#make(running.signal);
      if (running.signal.aborted) throw new OwnError('aborted', 'The summary was stopped.');
      this.text = text;
      this.#end(running, 'done');
      this.host.dispatchEvent(new SummaryFinishEvent(text, 'complete'));
      return text;
    } catch (error) {
      const failure = isLocalLLMError(error) ? error : new OwnError('unknown', String(error), { cause: error });
      // `abort` has said so already.
      if (!running.signal.aborted) this.#fail(running, failure);
      throw failure;
    }
  }

  /** Stops it; what was written so far stays. */
  readonly abort = (): void => {
    const running = this.#running;
    if (running === null) return;
    running.abort();
    // Before the first word of the summary itself there is nothing to keep.
    if (!this.isGrowing) this.text = '';
    this.isCut = this.text !== '';
    this.#announce(this.language.texts.t('summary.stopped'));
    this.#end(running, this.isCut ? 'done' : 'offered');
    this.host.dispatchEvent(new SummaryFinishEvent(this.text, 'stopped'));
  };

  /** Puts the summary on the clipboard, or marks it where the browser does not allow that. */
  readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      const shown = this.host.renderRoot.querySelector('[part~=markdown]');
      if (shown) getSelection()?.selectAllChildren(shown);
      return;
    }
    this.isCopied = true;
    this.#announce(this.language.texts.t('summary.copied'));
    this.host.requestUpdate();
    setTimeout(() => {
      this.isCopied = false;
      this.host.requestUpdate();
    }, COPIED_MS);
  };

  /** Nothing is downloaded whose size the visitor has not seen. */
  async #begin(seen: EngineChoice | null): Promise<void> {
    if (this.#running !== null) return;
    if (this.engine.state.choice === null) {
      this.#stage('waiting');
      await this.engine.prepare();
      if (this.stage !== 'waiting') return; // The page has begun by itself.
      this.#stage('offered');
    }
    if (this.isOffline) return;
    if (this.needsDownload && seen !== this.engine.state.choice) this.#ask('summary.agree');
    else await this.run().catch(() => undefined); // What went wrong is shown.
  }

  async #make(signal: AbortSignal): Promise<string> {
    this.text = '';
    this.isCut = false;
    this.error = null;
    this.notice = null;
    this.progress = null;
    // An article that is not there is told of before anything is downloaded for it.
    this.#stage('starting');
    const article = this.article.find();
    const source = await this.article.read();
    if (article === null || source === null) {
      this.article.warn();
      throw new OwnError('invalid-request', 'There is no article to summarise.', {
        hint: 'Let `for` name an element of the page with text in it.',
      });
    }
    if (signal.aborted) return '';
    this.host.dispatchEvent(new SummaryStartEvent(article));
    const model = await this.engine.load(signal);
    const late = Promise.all([import('./summarize-article.js'), loadMarkdown(this.host.renderRoot)]);
    late.catch(() => undefined); // It is awaited below.
    return inTurn(
      signal,
      () => this.#stage('queued'),
      async () => {
        this.#stage('reading');
        const [{ summarizeArticle }] = await late;
        const onProgress = (progress: TaskProgress) => this.#read(progress);
        const run = summarizeArticle(source, this.host, { model, signal, onProgress });
        for await (const soFar of run) {
          if (signal.aborted) break;
          this.text = soFar;
          this.host.requestUpdate();
        }
        const text = await run;
        if (text === '')
          throw new OwnError('invalid-output', 'The model has written nothing that the article supports.');
        return text;
      },
    );
  }

  #read(progress: TaskProgress): void {
    const isFirst = this.progress === null;
    this.progress = progress;
    if (isFirst) this.#say();
    this.host.requestUpdate();
  }

  #ask(notice: SummaryNotice): void {
    this.notice = notice;
    this.#announce(this.language.texts.t(notice));
    this.#stage('offered');
  }

  #fail(running: AbortController, error: LocalLLMError): void {
    if (error.code === 'consent-needed') {
      this.#end(running, 'offered');
      this.#ask(error.details['bytes'] === undefined ? 'start.gone' : 'start.larger');
      return;
    }
    const source = this.stage === 'starting' && error.code !== 'invalid-request' ? 'engine' : 'summary';
    this.error = error;
    this.text = '';
    this.#end(running, 'failed');
    this.host.dispatchEvent(new LLMErrorEvent(error, source));
  }

  #end(running: AbortController, stage: SummaryStage): void {
    if (this.#running === running) this.#running = null;
    if (stage !== 'done') this.article.forget();
    this.progress = null;
    this.#stage(stage);
  }

  #reset(): void {
    this.abort();
    this.text = '';
    this.isCut = false;
    this.error = null;
    this.notice = null;
    this.article.forget();
    this.#stage('offered');
  }

  #stage(stage: SummaryStage): void {
    if (stage === this.stage) return;
    this.stage = stage;
    // How many parts there are is known a moment later.
    if (stage !== 'reading') this.#say();
    this.host.requestUpdate();
  }

  #say(): void {
    const text = stageAnnouncement(this);
    if (text !== null) this.#announce(text);
  }

  readonly #update = (): void => this.host.requestUpdate();

  readonly #listen = (): void => {
    addEventListener('online', this.#update);
    addEventListener('offline', this.#update);
  };

  readonly #unlisten = (): void => {
    removeEventListener('online', this.#update);
    removeEventListener('offline', this.#update);
  };
}
