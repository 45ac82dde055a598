/** Keeps the conversations of one chat, shows one of them, and tells what happens to the others. */
import type { ChatSession } from '@local-llm-chat/core';
import {
  createThreads,
  type Draft,
  type ImportReport,
  type Threads,
  type ThreadsState,
} from '@local-llm-chat/core/threads';
import { html, nothing, type TemplateResult } from 'lit';
import { LLMMessageEvent, ThreadChangeEvent } from '../events.js';
import { enThreads } from '../locales/en-threads.js';
import { addEnglish } from '../locales/english.js';
import type { ConversationsContext } from './conversations.js';
import { markdownWords, titleText } from './thread-words.js';

/** Where the visitor writes: a composer is one. */
export interface DraftField {
  draft: Draft;
  onDraftChange: ((draft: Draft) => void) | undefined;
}

/** What a keeper begins with. */
interface Beginning {
  /** What is shown becomes one of its conversations. */
  readonly isFirst: boolean;
  /** The conversation to open. */
  readonly openId: string | null;
  /** What the keeper before had, where that is nowhere else. */
  readonly archive: Promise<string> | null;
}

const FIRST: Beginning = { isFirst: true, openId: null, archive: null };

const NO_DRAFT: Draft = { text: '', files: [] };

/** Keeps what a page with these settings keeps. */
export class ThreadKeeper {
  readonly threads: Threads<ChatSession>;
  /** Resolves when the conversation that was open last is shown again, or will not be. Never rejects. */
  readonly started: Promise<void>;
  readonly #context: ConversationsContext;
  readonly #device: boolean;
  readonly #name: string;
  readonly #unsubscribe: () => void;
  #field: DraftField | null = null;
  #isStarted = false;
  #shown: ChatSession;
  #answering: readonly string[];
  /** What changes now is the visitor's will, or the page's. */
  #isWanted = false;
  /** The conversation that is being opened. */
  #wantedId: string | null = null;
  /** What is left behind for the next one, once this one is closed. */
  #archive: Promise<string> | null = null;

  constructor(context: ConversationsContext, beginning = FIRST) {
    addEnglish(enThreads);
    this.#context = context;
    this.#device = context.host.history === 'device';
    this.#name = context.host.historyName || 'chat';
    let present = beginning.isFirst ? context.chat() : null;
    this.threads = createThreads({
      createChat: (restore) => {
        // What was said while this code was fetched is a conversation like the others.
        const chat = present ?? context.createChat(restore);
        present = null;
        this.#listen(chat);
        return chat;
      },
      history: this.#device ? 'device' : 'memory',
      name: this.#name,
    });
    const { chat, answering } = this.state;
    this.#shown = chat;
    this.#answering = answering;
    if (context.chat() !== chat) context.show(chat);
    this.#unsubscribe = this.threads.subscribe(() => this.#changed());
    this.started = this.#start(beginning);
  }

  get state(): ThreadsState<ChatSession> {
    return this.threads.getSnapshot();
  }

  /** There are others than the one that is shown. */
  get areMany(): boolean {
    const { threads, openId } = this.state;
    return threads.some(({ id }) => id !== openId);
  }

  /** Says what a question waits for that was sent while an answer is written elsewhere. */
  note(): TemplateResult | typeof nothing {
    const { threads, openId, chat, answering } = this.state;
    if (chat.getSnapshot().status !== 'waiting') return nothing;
    const other = threads.find(({ id }) => id !== openId && answering.includes(id));
    if (other === undefined) return nothing;
    const texts = this.#context.texts();
    return html`<p class="note waiting" part="note">${texts.t('threads.waiting', { title: titleText(other, texts) })}</p>`;
  }

  /** This one, or its successor where the page has changed what it depends on. Called with each update. */
  current(): ThreadKeeper {
    const { host } = this.#context;
    const isOnDevice = host.history === 'device';
    const isSameName = this.#name === (host.historyName || 'chat');
    const isLeft = this.#archive !== null && host.isConnected;
    if (isSameName && this.#device === isOnDevice && !isLeft && this.#context.chat() === this.#shown) {
      this.#follow();
      return this;
    }
    const archive = this.close();
    // What was in memory goes with the page to the device, but to no other name and not back.
    if (isSameName && (isOnDevice || !this.#device)) {
      return new ThreadKeeper(this.#context, { isFirst: false, openId: this.state.openId, archive });
    }
    // What was typed there is nothing to anybody here.
    if (this.#field !== null) this.#field.draft = NO_DRAFT;
    return new ThreadKeeper(this.#context, { isFirst: false, openId: null, archive: null });
  }

  /** Saves and ends. Returns what would be lost with it. */
  close(): Promise<string> {
    this.#archive ??= this.#end();
    return this.#archive;
  }

  /** The element is gone from its page: what holds on to the device is let go. */
  leave(): void {
    if (this.#device) void this.close();
  }

  /** Shows a conversation without messages. */
  begin(): void {
    this.#want(() => this.threads.begin());
  }

  /**
   * Shows a conversation of the list.
   *
   * @throws LocalLLMError `invalid-request` when there is no such one, `aborted` when another was opened meanwhile.
   */
  async open(id: string): Promise<void> {
    this.#wantedId = id;
    await this.threads.open(id);
  }

  /** Deletes a conversation; what is returned undoes it. */
  delete(id: string): () => void {
    const undo = this.#want(() => this.threads.delete(id));
    return () => this.#want(undo);
  }

  async exportMarkdown(id: string): Promise<string> {
    return this.threads.exportMarkdown(id, { words: markdownWords(this.#context.texts()) });
  }

  async import(file: string | Blob): Promise<ImportReport> {
    return this.threads.import(file);
  }

  /** Deletes all conversations and drafts. */
  async erase(): Promise<void> {
    this.#isWanted = true;
    try {
      await this.threads.eraseAll();
    } finally {
      this.#isWanted = false;
    }
  }

  async #start({ openId, archive }: Beginning): Promise<void> {
    this.#follow();
    const typed = this.#field?.draft ?? NO_DRAFT;
    const isTyped = !isEmpty(typed);
    if (isTyped && openId === null) this.threads.setDraft(typed);
    try {
      const text = await archive;
      await this.threads.ready;
      if (text) await this.threads.import(text);
      const { lastOpenedId, threads, chat } = this.state;
      const id = openId ?? lastOpenedId;
      const isUntouched = chat.getSnapshot().messages.length === 0 && (openId !== null || this.#isDraftEmpty());
      if (isUntouched && threads.some((thread) => thread.id === id)) await this.open(id ?? '');
      else if (this.#isDraftEmpty()) this.#putDraft();
      // It belongs to the conversation that was open before, which is open again.
      if (isTyped && openId !== null && this.#field !== null) {
        this.threads.setDraft(typed);
        this.#field.draft = typed;
      }
    } catch {
      // What cannot be opened now is in the list still.
    }
    this.#isStarted = true;
    // It may have come while the conversation was opened.
    if (this.#field !== null) this.#agree(this.#field);
  }

  async #end(): Promise<string> {
    this.#unsubscribe();
    const isKept = this.state.history === 'device';
    const archive = isKept ? '' : await this.threads.exportJson();
    await this.threads.close();
    return archive;
  }

  /** Keeps what is written in the field, which may come later than this. */
  #follow(): void {
    const field = this.#context.field();
    if (field === this.#field) return;
    this.#field = field;
    if (field === null) return;
    field.onDraftChange = (draft) => this.#keepDraft(draft);
    if (this.#isStarted) this.#agree(field);
  }

  /** What is kept goes into the field, unless something is written there already. */
  #agree(field: DraftField): void {
    if (isEmpty(field.draft)) field.draft = this.threads.draft;
    else this.#keepDraft(field.draft);
  }

  /** Does what shows another conversation, or may. */
  #want<Result>(act: () => Result): Result {
    this.#isWanted = true;
    try {
      return act();
    } finally {
      this.#isWanted = false;
    }
  }

  #changed(): void {
    const { chat, openId } = this.state;
    if (chat !== this.#shown) this.#show(chat, this.#isWanted || openId === this.#wantedId);
    this.#tellAnswers();
    this.#context.host.requestUpdate();
  }

  #show(chat: ChatSession, isWanted: boolean): void {
    this.#shown = chat;
    this.#wantedId = null;
    this.#context.show(chat);
    if (isWanted) this.#putDraft();
    else {
      // Another tab has deleted what was open here. What is written and not sent is the visitor's.
      this.threads.setDraft(this.#field?.draft ?? NO_DRAFT);
      this.#context.announce(this.#context.texts().t('threads.gone'));
    }
    const { openId, threads } = this.state;
    const thread = threads.find(({ id }) => id === openId) ?? null;
    this.#context.host.dispatchEvent(new ThreadChangeEvent(openId, thread));
  }

  /** Files may be large: they are written only when they have changed, not with each letter. */
  #keepDraft({ text, files }: Draft): void {
    const known = this.threads.draft.files;
    const isSame = files.length === known.length && files.every((file, index) => file === known[index]);
    this.threads.setDraft(isSame ? { text } : { text, files });
  }

  #putDraft(): void {
    if (this.#field !== null) this.#field.draft = this.threads.draft;
  }

  #isDraftEmpty(): boolean {
    return isEmpty(this.#field?.draft ?? NO_DRAFT);
  }

  /** Answers that have ended where nobody looks. */
  #tellAnswers(): void {
    const before = this.#answering;
    const { answering, threads, openId } = this.state;
    if (before === answering) return;
    this.#answering = answering;
    const ended = threads.find(({ id }) => id !== openId && before.includes(id) && !answering.includes(id));
    if (ended === undefined) return;
    const texts = this.#context.texts();
    this.#context.announce(texts.t('threads.answered', { title: titleText(ended, texts) }));
  }

  /** The page hears of answers in all conversations; those of the shown one are told of where it is drawn. */
  #listen(chat: ChatSession): void {
    let { status } = chat.getSnapshot();
    chat.subscribe(() => {
      const before = status;
      const now = chat.getSnapshot();
      status = now.status;
      const answer = now.messages.at(-1);
      if (before === 'idle' || status !== 'idle' || chat === this.#shown || answer === undefined) return;
      this.#context.host.dispatchEvent(new LLMMessageEvent(answer));
    });
  }
}

function isEmpty({ text, files }: Draft): boolean {
  return text === '' && files.length === 0;
}
