/** What is done to conversations from the list, and what is said of it. */

import { isLocalLLMError } from '@local-llm-chat/core/page';
import type { ThreadInfo } from '@local-llm-chat/core/threads';
import type { LitElement } from 'lit';
import type { TextKey } from '../locales/english.js';
import type { Conversations } from './conversations.js';
import { fileName, saveFile } from './thread-files.js';
import type { ThreadKeeper } from './thread-keeper.js';
import { titleText } from './thread-words.js';

/** Does it, and keeps what is to be read about it in the list. */
export class ThreadActions {
  readonly #host: LitElement;
  readonly #conversations: Conversations;
  readonly #opened: () => void;
  /** The last deletion, until something else is done. */
  #deleted: { readonly thread: ThreadInfo; readonly undo: () => void } | null = null;
  #report: { readonly text: string; readonly isProblem: boolean } | null = null;

  /** @param opened is called once another conversation is shown. */
  constructor(host: LitElement, conversations: Conversations, opened: () => void) {
    this.#host = host;
    this.#conversations = conversations;
    this.#opened = opened;
  }

  /** What was deleted last and can be had back. */
  get deleted(): ThreadInfo | null {
    return this.#deleted?.thread ?? null;
  }

  /** How the last thing went that the list does not show by itself. */
  get report(): { readonly text: string; readonly isProblem: boolean } | null {
    return this.#report;
  }

  /** Forgets what was said. */
  settle(): void {
    this.#deleted = null;
    this.#report = null;
  }

  begin(): void {
    this.settle();
    this.#keeper?.begin();
    this.#announce('announce.cleared');
    this.#opened();
  }

  async open(thread: ThreadInfo): Promise<void> {
    this.settle();
    await this.#try(async (keeper) => {
      await keeper.open(thread.id);
      this.#announceTitle('threads.opened', thread);
      this.#opened();
    });
  }

  rename(thread: ThreadInfo, title: string): void {
    this.settle();
    this.#keeper?.threads.rename(thread.id, title);
    const renamed = this.#keeper?.state.threads.find(({ id }) => id === thread.id);
    this.#announceTitle('threads.renamed', renamed ?? thread);
  }

  pin(thread: ThreadInfo): void {
    this.settle();
    this.#keeper?.threads.pin(thread.id, !thread.isPinned);
    this.#announceTitle(thread.isPinned ? 'threads.was-unpinned' : 'threads.was-pinned', thread);
  }

  delete(thread: ThreadInfo): void {
    this.settle();
    const undo = this.#keeper?.delete(thread.id);
    if (undo !== undefined) this.#deleted = { thread, undo };
    this.#announceTitle('threads.deleted', thread);
  }

  /** Returns the id of what is back. */
  undo(): string | null {
    const deleted = this.#deleted;
    this.settle();
    if (deleted === null) return null;
    deleted.undo();
    this.#announceTitle('threads.undone', deleted.thread);
    return deleted.thread.id;
  }

  async exportMarkdown(thread: ThreadInfo): Promise<void> {
    await this.#try(async (keeper) => {
      const text = await keeper.exportMarkdown(thread.id);
      saveFile(text, fileName(titleText(thread, this.#texts), Date.now(), 'md'), 'text/markdown');
    });
  }

  /** One conversation, or all of them. */
  async exportJson(thread?: ThreadInfo): Promise<void> {
    await this.#try(async (keeper) => {
      const text = await keeper.threads.exportJson(thread === undefined ? {} : { ids: [thread.id] });
      const title = thread === undefined ? this.#texts.t('threads.title') : titleText(thread, this.#texts);
      saveFile(text, fileName(title, Date.now(), 'json'), 'application/json');
    });
  }

  async import(file: Blob): Promise<void> {
    this.settle();
    try {
      const report = await this.#keeper?.import(file);
      if (report === undefined) return;
      this.#say(this.#texts.t('threads.imported', { added: report.threads, known: report.known }));
    } catch {
      this.#say(this.#texts.t('threads.import-failed'), true);
    }
  }

  async erase(): Promise<void> {
    this.settle();
    try {
      await this.#keeper?.erase();
      this.#say(this.#texts.t('threads.erased'));
    } catch {
      this.#say(this.#texts.t('threads.erase-failed'), true);
    }
  }

  get #keeper(): ThreadKeeper | null {
    return this.#conversations.keeper;
  }

  get #texts() {
    return this.#conversations.context.texts();
  }

  async #try(act: (keeper: ThreadKeeper) => Promise<void>): Promise<void> {
    try {
      if (this.#keeper !== null) await act(this.#keeper);
      this.#host.requestUpdate();
    } catch (error) {
      // The next press has overtaken this one.
      if (isAborted(error)) return;
      this.#say(this.#texts.t('threads.failed'), true);
    }
  }

  #say(text: string, isProblem = false): void {
    this.#report = { text, isProblem };
    this.#conversations.context.announce(text);
    this.#host.requestUpdate();
  }

  #announce(key: Extract<TextKey, 'announce.cleared'>): void {
    this.#conversations.context.announce(this.#texts.t(key));
  }

  #announceTitle(
    key: Extract<
      TextKey,
      | 'threads.opened'
      | 'threads.renamed'
      | 'threads.was-pinned'
      | 'threads.was-unpinned'
      | 'threads.deleted'
      | 'threads.undone'
    >,
    thread: ThreadInfo,
  ): void {
    const title = titleText(thread, this.#texts);
    this.#conversations.context.announce(this.#texts.t(key, { title }));
    this.#host.requestUpdate();
  }
}

function isAborted(error: unknown): boolean {
  return isLocalLLMError(error) && error.code === 'aborted';
}
