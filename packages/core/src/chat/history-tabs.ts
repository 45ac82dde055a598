/** How tabs with the same conversations hear of one another: notes of what was written, and who writes which answer. */

/** What a tab tells the others. */
export type TabNote =
  | { readonly type: 'wrote'; readonly threadId: string; readonly messageIds: readonly string[] }
  | { readonly type: 'removed'; readonly threadId: string }
  | { readonly type: 'erased' };

/** The other tabs of this site, and other elements of this page, with the conversations of one name. */
export class HistoryTabs {
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  readonly #claims = new Map<string, () => void>();
  readonly #closing = new AbortController();
  readonly #closed = Promise.withResolvers<void>();
  /** Resolves when the others can see that this tab is there. */
  readonly #isHere: Promise<void>;

  constructor(name: string, onNote: (note: TabNote) => void) {
    this.#name = name;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => {
      const note = readNote(data);
      if (note !== null) onNote(note);
    };
    this.#isHere = new Promise((resolve) => {
      navigator.locks
        .request(this.#tabLock, { mode: 'shared', signal: this.#closing.signal }, () => {
          resolve();
          return this.#closed.promise;
        })
        // It is closed before it is seen.
        .catch(() => resolve());
    });
  }

  /** Whether no other tab has these conversations. */
  async isAlone(): Promise<boolean> {
    await this.#isHere;
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name === this.#tabLock).length <= 1;
  }

  tell(note: TabNote): void {
    this.#channel.postMessage(note);
  }

  /** Whether this tab has told the others that it writes this answer. */
  isMine(threadId: string, messageId: string): boolean {
    return this.#claims.has(this.#lockName(threadId, messageId));
  }

  /** Tells the others that this tab writes an answer, as long as the tab lives. Waits while another one does. */
  async claim(threadId: string, messageId: string): Promise<void> {
    const name = this.#lockName(threadId, messageId);
    const granted = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    navigator.locks
      .request(name, { signal: this.#closing.signal }, () => {
        this.#claims.set(name, released.resolve);
        granted.resolve();
        return released.promise;
      })
      .catch(granted.reject);
    await granted.promise;
  }

  release(threadId: string, messageId: string): void {
    const name = this.#lockName(threadId, messageId);
    this.#claims.get(name)?.();
    this.#claims.delete(name);
  }

  /** Releases all answers of a conversation. */
  releaseAll(threadId: string): void {
    const prefix = this.#lockName(threadId, '');
    for (const [name, release] of this.#claims) {
      if (!name.startsWith(prefix)) continue;
      release();
      this.#claims.delete(name);
    }
  }

  /** Whether any tab writes this answer now. */
  async isClaimed(threadId: string, messageId: string): Promise<boolean> {
    const name = this.#lockName(threadId, messageId);
    const { held = [] } = await navigator.locks.query();
    return held.some((lock) => lock.name === name);
  }

  /** Resolves when no tab writes this answer any more; rejects when this one closes first. */
  async whenFree(threadId: string, messageId: string): Promise<void> {
    const { signal } = this.#closing;
    await navigator.locks.request(this.#lockName(threadId, messageId), { mode: 'shared', signal }, () => undefined);
  }

  close(): void {
    this.#closing.abort();
    for (const release of this.#claims.values()) release();
    this.#claims.clear();
    this.#closed.resolve();
    this.#channel.close();
  }

  get #tabLock(): string {
    return `${this.#name}.tab`;
  }

  #lockName(threadId: string, messageId: string): string {
    return `${this.#name}.answer.${threadId}.${messageId}`;
  }
}

/** Whoever shares our origin can write here: a note says only what to look at, and is read with care. */
function readNote(data: unknown): TabNote | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (data.type === 'erased') return { type: 'erased' };
  if (!('threadId' in data) || typeof data.threadId !== 'string') return null;
  const { threadId } = data;
  if (data.type === 'removed') return { type: 'removed', threadId };
  if (data.type !== 'wrote' || !('messageIds' in data) || !Array.isArray(data.messageIds)) return null;
  return { type: 'wrote', threadId, messageIds: data.messageIds.filter((id) => typeof id === 'string') };
}
