/** The answer to what was searched for, from the press to its last word. It comes once there is something to answer from. */
import type { EngineChoice, LocalLLMError } from '@local-llm-chat/core';
import { answerFromKnowledge, type KnowledgeAnswer } from '@local-llm-chat/core/knowledge';
import { isLocalLLMError, LocalLLMError as OwnError } from '@local-llm-chat/core/page';
import type { nothing, PropertyValues, TemplateResult } from 'lit';
import { AskedEngine } from '../asked-engine.js';
import { ENGINE_SETTINGS } from '../engine-settings.js';
import { LLMErrorEvent } from '../events.js';
import { placed, readingOf } from '../knowledge/site-knowledge.js';
import { loadAnnouncement } from '../load-announcement.js';
import { en } from '../locales/en.js';
import { enKnowledge } from '../locales/en-knowledge.js';
import { addEnglish, type TextKey } from '../locales/english.js';
import type { Citations } from '../markdown/citations.js';
import { loadMarkdown } from '../markdown/markdown.js';
import type { Texts } from '../texts.js';
import { inTurn } from '../turns.js';
import { answerView } from './answer-view.js';
import { answerAnnouncement, citationsOf } from './answer-words.js';
import type { Search } from './search.js';
import { adoptAnswerStyles } from './search-answer.styles.js';
import { SearchAnswerEvent } from './search-events.js';
import type { SearchSettings } from './search-settings.js';

/** `waiting`: for the device to be known; `starting`: for the model; `queued`: for another element. */
export type AnswerStage = 'offered' | 'waiting' | 'starting' | 'queued' | 'reading' | 'done' | 'failed';

/** Why the visitor is asked again. */
export type AnswerNotice = Extract<TextKey, 'search.agree' | 'start.larger' | 'start.gone'>;

/** Answers for one element, one question at a time. */
export class Answer {
  readonly search: Search;
  readonly engine: AskedEngine;
  #running: AbortController | null = null;
  /** A choice of model that the visitor has seen the cost of. */
  #seen: EngineChoice | null = null;
  #cited: { readonly result: KnowledgeAnswer; readonly texts: Texts; readonly citations: Citations } | null = null;
  stage: AnswerStage = 'offered';
  /** The answer, or what there is of it. */
  result: KnowledgeAnswer | null = null;
  error: LocalLLMError | null = null;
  notice: AnswerNotice | null = null;

  constructor(search: Search) {
    addEnglish(en, 'first');
    addEnglish(enKnowledge);
    this.search = search;
    this.engine = new AskedEngine(search.host, {
      engineChanged: (now, before) => {
        const text = this.stage === 'starting' ? loadAnnouncement(now, before, search.language.texts) : null;
        if (text !== null) search.announce(text);
      },
      left: () => this.stop(),
    });
    search.host.addController({ hostConnected: this.#listen, hostDisconnected: this.#unlisten });
    this.engine.settle(true);
    adoptAnswerStyles(search.host.renderRoot);
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** What `[1]` stands for: the same object as long as it is the same, or the answer would be drawn anew. */
  get citations(): Citations | null {
    const { result } = this;
    const { texts } = this.search.language;
    if (result === null) return null;
    if (this.#cited?.result !== result || this.#cited.texts !== texts) {
      this.#cited = { result, texts, citations: citationsOf(result, texts) };
    }
    return this.#cited.citations;
  }

  /** There is no way to the model's files, and they are not here. */
  get isOffline(): boolean {
    return !navigator.onLine && this.needsDownload;
  }

  get needsDownload(): boolean {
    const { loaded, choice } = this.engine.state;
    return loaded === null && choice !== null && !choice.onDevice;
  }

  render(): TemplateResult | typeof nothing {
    return answerView(this);
  }

  /** What is on the page now, the visitor can have read. */
  drawn(): void {
    if (this.stage === 'offered' && this.search.answer === this) this.#seen = this.engine.state.choice;
  }

  settle(changed: PropertyValues<SearchSettings>): void {
    const isOther = ENGINE_SETTINGS.some((setting) => changed.has(setting));
    if (isOther) this.forget();
    this.engine.settle(isOther);
  }

  /** The visitor presses the button, and has seen what it says. */
  readonly press = async (): Promise<void> => {
    if (this.#running !== null) return;
    const { query } = this.search;
    await this.#know();
    // The visitor has gone on, or the page has begun by itself.
    if (this.search.query !== query || this.search.answer !== this) return;
    if (this.stage === 'starting' || this.stage === 'queued' || this.stage === 'reading') return;
    if (this.isOffline) return;
    if (this.needsDownload && this.#seen !== this.engine.state.choice) this.#ask('search.agree');
    else await this.run().catch(() => undefined); // What went wrong is shown.
  };

  /** The visitor presses Enter: nothing begins by that which would take long, but where the page says so. */
  async enter(): Promise<void> {
    if (this.#running !== null || this.stage === 'done') return;
    if (this.engine.state.loaded === null && !this.search.host.autoload) return;
    if (!this.isOffline) await this.run().catch(() => undefined);
  }

  /** Answers what is searched for. */
  async run(): Promise<KnowledgeAnswer> {
    this.#cancel();
    const running = new AbortController();
    this.#running = running;
    const { query, host } = this.search;
    try {
      const result = await this.#make(query, running.signal);
      if (running.signal.aborted) throw new OwnError('aborted', 'The answer was stopped.');
      this.result = result;
      this.#end(running, 'done');
      host.dispatchEvent(new SearchAnswerEvent(query, result));
      return result;
    } catch (error) {
      const failure = isLocalLLMError(error) ? error : new OwnError('unknown', String(error), { cause: error });
      // Whoever has stopped it knows.
      if (!running.signal.aborted) this.#fail(running, failure);
      throw failure;
    }
  }

  /** Stops it: the question can be asked again. */
  readonly stop = (): void => {
    if (this.#running === null) return;
    this.#cancel();
    this.search.announce(this.search.language.texts.t('announce.stopped'));
    this.#stage('offered');
  };

  /** Another question is typed. */
  forget(): void {
    this.#cancel();
    this.result = null;
    this.error = null;
    this.notice = null;
    this.#stage('offered');
  }

  #cancel(): void {
    this.#running?.abort();
    this.#running = null;
    this.result = null;
  }

  /** Nothing is downloaded whose size the visitor has not seen. */
  async #know(): Promise<void> {
    if (this.engine.state.choice !== null) return;
    this.#stage('waiting');
    await this.engine.prepare();
    if (this.stage === 'waiting') this.#stage('offered');
  }

  async #make(query: string, signal: AbortSignal): Promise<KnowledgeAnswer> {
    const { search } = this;
    const { host, site } = search;
    this.error = null;
    this.notice = null;
    this.#stage('starting');
    const model = await this.engine.load(signal);
    void loadMarkdown(host.renderRoot);
    const whole = (result: KnowledgeAnswer): KnowledgeAnswer => ({
      ...result,
      sources: result.sources.map((source) => placed(source, site.place)),
    });
    return inTurn(
      signal,
      () => this.#stage('queued'),
      async () => {
        this.#stage('reading');
        const run = answerFromKnowledge(query, {
          knowledge: site.search,
          model,
          signal,
          reading: readingOf(this.engine.state.choice?.model),
          ...(host.path && { path: host.path }),
          ...(host.language && { language: host.language }),
        });
        for await (const soFar of run) {
          if (signal.aborted) break;
          this.result = whole(soFar);
          host.requestUpdate();
        }
        return whole(await run);
      },
    );
  }

  #ask(notice: AnswerNotice): void {
    this.notice = notice;
    this.search.announce(this.search.language.texts.t(notice));
    this.#stage('offered');
    this.search.host.requestUpdate();
  }

  #fail(running: AbortController, error: LocalLLMError): void {
    this.result = null;
    if (error.code === 'consent-needed') {
      this.#end(running, 'offered');
      this.#ask(error.details['bytes'] === undefined ? 'start.gone' : 'start.larger');
      return;
    }
    const source = this.stage === 'starting' ? 'engine' : 'search';
    this.error = error;
    this.#end(running, 'failed');
    this.search.host.dispatchEvent(new LLMErrorEvent(error, source));
  }

  #end(running: AbortController, stage: AnswerStage): void {
    if (this.#running === running) this.#running = null;
    this.#stage(stage);
  }

  #stage(stage: AnswerStage): void {
    if (stage === this.stage) return;
    this.stage = stage;
    const text = answerAnnouncement(this);
    if (text !== null) this.search.announce(text);
    this.search.host.requestUpdate();
  }

  readonly #update = (): void => this.search.host.requestUpdate();

  readonly #listen = (): void => {
    addEventListener('online', this.#update);
    addEventListener('offline', this.#update);
  };

  readonly #unlisten = (): void => {
    removeEventListener('online', this.#update);
    removeEventListener('offline', this.#update);
  };
}
