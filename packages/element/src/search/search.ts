/** What is searched for in one element, what was found, and what can be done with it. It comes with the first focus. */

import type { KnowledgeSource } from '@local-llm-chat/core';
import type { KnowledgeAnswer, SearchResult } from '@local-llm-chat/core/knowledge';
import { isLocalLLMError, type LocalLLMError, LocalLLMError as OwnError } from '@local-llm-chat/core/page';
import type { PropertyValues, TemplateResult } from 'lit';
import { LLMErrorEvent } from '../events.js';
import { nextFrame } from '../frame.js';
import { openSource } from '../knowledge/open-source.js';
import { placed, type SiteKnowledge } from '../knowledge/site-knowledge.js';
import type { LanguageController } from '../language-controller.js';
import { LateCode } from '../late-code.js';
import { addSearchResultTexts } from '../locales/search-result-texts.js';
import type { Answer } from './answer.js';
import { LeadFocus } from './lead-focus.js';
import { SearchAnswerEvent, SearchEvent } from './search-events.js';
import { adoptLateStyles } from './search-late.styles.js';
import type { SearchSettings } from './search-settings.js';
import { searchView } from './search-view.js';
import { searchedIn } from './searched-in.js';
import { stepThroughResults } from './step-through-results.js';
import type { VisitorFiles } from './visitor-files.js';

/** More than this nobody looks through. */
const LIMIT = 8;
/** How many results there are is said once nothing more is typed. */
const SPOKEN_AFTER_MS = 700;

/** `searching`: for the first time, which may take as long as the index. */
export type SearchStatus = 'idle' | 'searching' | 'found' | 'none' | 'failed';

/** Searches for one element. */
export class Search {
  readonly host: SearchSettings;
  readonly language: LanguageController;
  readonly #say: (text: string) => void;
  readonly #answer: LateCode<Answer>;
  readonly #files: LateCode<VisitorFiles>;
  readonly #focus: LeadFocus | null;
  #site: SiteKnowledge | null = null;
  #running: AbortController | null = null;
  #looking: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  status: SearchStatus = 'idle';
  query = '';
  results: readonly SearchResult[] = [];
  error: LocalLLMError | null = null;

  constructor(host: SearchSettings, language: LanguageController, say: (text: string) => void) {
    addSearchResultTexts();
    this.host = host;
    this.language = language;
    this.#say = say;
    this.#answer = new LateCode(host, async () => {
      const { Answer } = await import('./answer.js');
      return new Answer(this);
    });
    this.#files = new LateCode(host, async () => {
      const { VisitorFiles } = await import('./visitor-files.js');
      return new VisitorFiles(this);
    });
    this.#focus = host.shadowRoot && new LeadFocus(host.shadowRoot);
    host.addController({ hostConnected: this.#listen, hostDisconnected: this.#unlisten });
    adoptLateStyles(host.renderRoot);
  }

  /** What is searched. */
  get site(): SiteKnowledge {
    this.#site ??= searchedIn(this.host.knowledge);
    return this.#site;
  }

  /** The answer, or what leads to it; `null` where there is nothing to answer from. */
  get answer(): Answer | null {
    return this.host.answers !== 'off' && this.status === 'found' ? this.#answer.code : null;
  }

  get files(): VisitorFiles | null {
    return this.host.files ? this.#files.code : null;
  }

  /** Says something to people who listen, in the place of what was to be said. */
  readonly announce = (text: string): void => {
    clearTimeout(this.#timer);
    this.#say(text);
  };

  get isAnswering(): boolean {
    return this.#answer.code?.isRunning ?? false;
  }

  render(): TemplateResult {
    return searchView(this);
  }

  /** Before an update: what has the focus may go with it. */
  noteFocus(): void {
    this.#focus?.note();
  }

  drawn(): void {
    this.#focus?.lead();
    if (this.host.files) this.#files.want();
    // Whether anything can answer here, and what it costs, is found out once there is something to answer from.
    if (this.host.answers !== 'off' && this.status === 'found') this.#answer.want();
    this.#answer.code?.drawn();
  }

  /** Takes in what the page has set. */
  settle(changed: PropertyValues<SearchSettings>): void {
    this.#answer.code?.settle(changed);
    if (changed.has('knowledge')) {
      this.#site = null;
    }
    if (changed.has('knowledge') || changed.has('files')) void this.#files.code?.settle();
    const isOther = ['knowledge', 'path', 'language', 'limit'].some((name) =>
      changed.has(name as keyof SearchSettings),
    );
    if (isOther && this.query !== '') this.again();
  }

  /** Fetches the index ahead of the first word. */
  wake(): void {
    const { search } = this.site;
    // A failure is told of once something is searched for.
    if ('load' in search) void (search as { load(): Promise<unknown> }).load().catch(() => undefined);
  }

  /** Searches. What is typed within one frame is searched for once. */
  look(query: string): Promise<readonly SearchResult[]> {
    const looking = this.#look(query.trim());
    this.#looking = looking.catch(() => undefined);
    return looking;
  }

  /** Searches for the same once more: what is searched has changed, or the network is back. */
  readonly again = (): void => {
    this.#answer.code?.forget();
    void this.#files.code?.settle();
    void this.look(this.query).catch(() => undefined); // What went wrong is shown.
  };

  /** The visitor presses Enter: a model that is here answers at once. */
  async submit(query: string): Promise<void> {
    await this.#looking;
    if (this.host.answers === 'off' || this.status !== 'found' || query.trim() !== this.query) return;
    const answer = await this.#answer.fetch().catch(() => null);
    // The visitor may have typed on.
    if (this.status === 'found' && query.trim() === this.query) await answer?.enter();
  }

  async ask(query: string): Promise<KnowledgeAnswer> {
    const question = query.trim();
    await this.look(question);
    if (question === '') throw new OwnError('invalid-request', 'There is no question.');
    await this.#found(question);
    if (this.status === 'none') {
      const result: KnowledgeAnswer = { status: 'not-found', query: question, sources: [], answer: '' };
      this.host.dispatchEvent(new SearchAnswerEvent(question, result));
      return result;
    }
    const answer = await this.#answer.fetch();
    await this.#found(question);
    return answer.run();
  }

  /** Waits until what is searched for is found, or not, and is still that question. */
  async #found(question: string): Promise<void> {
    let looking: Promise<unknown> | null = null;
    while (looking !== this.#looking) {
      looking = this.#looking;
      await looking;
    }
    if (question !== this.query) throw new OwnError('aborted', 'Something else was searched for.');
    if (this.error !== null) throw this.error;
  }

  stop(): void {
    this.#answer.code?.stop();
  }

  step(event: KeyboardEvent): void {
    stepThroughResults(event, this.host.renderRoot);
  }

  /** A link to a passage is pressed. */
  open(source: KnowledgeSource, event: MouseEvent): void {
    openSource(source, event, { host: this.host });
  }

  async #look(query: string): Promise<readonly SearchResult[]> {
    this.#running?.abort();
    clearTimeout(this.#timer);
    if (query !== this.query) this.#answer.code?.forget();
    this.query = query;
    if (query === '') {
      this.announce('');
      this.#set('idle', []);
      return [];
    }
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    // What was found before stays until there is something else.
    if (this.status === 'idle' || this.status === 'failed') this.#set('searching', []);
    await nextFrame();
    if (signal.aborted) return [];
    const { site, host } = this;
    try {
      const { results } = await site.search.find(query, {
        limit: host.limit && host.limit > 0 ? host.limit : LIMIT,
        ...(host.path && { path: host.path }),
        ...(host.language && { language: host.language }),
        signal,
      });
      if (signal.aborted) return [];
      const found = results.map((result) => placed(result, site.place));
      this.#set(found.length > 0 ? 'found' : 'none', found);
      host.dispatchEvent(new SearchEvent(query, found));
      this.#saySoon();
      return found;
    } catch (error) {
      if (signal.aborted) return [];
      throw this.#fail(isLocalLLMError(error) ? error : new OwnError('unknown', String(error), { cause: error }));
    }
  }

  #set(status: SearchStatus, results: readonly SearchResult[]): void {
    this.status = status;
    this.results = results;
    this.error = null;
    this.host.requestUpdate();
  }

  #fail(error: LocalLLMError): LocalLLMError {
    this.#set('failed', []);
    this.error = error;
    this.announce(this.language.texts.t('search.failed'));
    this.host.dispatchEvent(new LLMErrorEvent(error, 'search'));
    return error;
  }

  #saySoon(): void {
    this.#timer = setTimeout(() => {
      const { t } = this.language.texts;
      const count = this.results.length;
      this.announce(count > 0 ? t('search.count', { count }) : t('search.nothing', { query: this.query }));
    }, SPOKEN_AFTER_MS);
  }

  readonly #online = (): void => {
    if (this.status === 'failed') this.again();
  };

  readonly #listen = (): void => addEventListener('online', this.#online);

  readonly #unlisten = (): void => {
    removeEventListener('online', this.#online);
    clearTimeout(this.#timer);
  };
}
