/** Saves what changes in conversations: one write at a time, and each takes all that has changed since the last. */
import type { ChatMessage } from '../messages.js';
import type { TreeChanges } from './history-changes.js';
import { type ThreadWrite, withoutMessages, writtenIds } from './history-conflicts.js';
import type { DeviceHistory } from './history-device.js';
import type { HistoryTabs } from './history-tabs.js';
import type { Draft } from './history-thread.js';
import type { ThreadChat, ThreadEntry } from './thread-entry.js';
import { isSameSummary } from './thread-info.js';
import { isRunning } from './thread-order.js';

/** Who wants to know how saving goes. */
export interface SaverListener<Chat extends ThreadChat> {
  /** All that had changed in it until now is stored. */
  onSaved(entry: ThreadEntry<Chat>): void;
  /** Another tab has deleted it. */
  onGone(entry: ThreadEntry<Chat>): void;
  /** Of these messages, or any, not everything was written, for what another tab has done with them. */
  onRefused(entry: ThreadEntry<Chat>, messageIds: readonly string[] | null): void;
  /** A write failed; what it should have written is tried again with the next. */
  onFailure(error: unknown): Promise<void>;
}

/**
 * While an answer grows, a write begins this long after the one before, in milliseconds: a page that is lost takes
 * less than the last blink with it, and the writes stay cheap.
 */
const PACE_MS = 20;

interface Job<Chat extends ThreadChat> {
  readonly entry: ThreadEntry<Chat>;
  readonly tree: ThreadEntry<Chat>['tree'];
  readonly write: ThreadWrite;
}

export class ThreadSaver<Chat extends ThreadChat> {
  readonly #listener: SaverListener<Chat>;
  readonly #dirty = new Set<ThreadEntry<Chat>>();
  readonly #writing = new Set<ThreadEntry<Chat>>();
  readonly #drafts = new Map<string, Partial<Draft>>();
  /** Answers whose claim is not granted yet. */
  readonly #claiming = new Set<string>();
  #line: { readonly device: DeviceHistory; readonly tabs: HistoryTabs } | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #isPlanned = false;
  #lastBegun = Number.NEGATIVE_INFINITY;
  /** Ends the wait for the next write. */
  #hurry: (() => void) | null = null;
  #isUrgent = false;

  constructor(listener: SaverListener<Chat>) {
    this.#listener = listener;
  }

  /** Where to save; `null` to save nothing. */
  connect(device: DeviceHistory | null, tabs: HistoryTabs | null): void {
    this.#line = device && tabs ? { device, tabs } : null;
    this.#plan();
  }

  request(entry: ThreadEntry<Chat>): void {
    this.#dirty.add(entry);
    this.#plan();
    // Only what grows will soon be written again.
    if (entry.isIdle) this.saveNow();
  }

  requestDraft(id: string, draft: Partial<Draft>): void {
    this.#drafts.set(id, { ...this.#drafts.get(id), ...draft });
    this.#plan();
  }

  /** Forgets what was to be saved of one conversation, or of all. */
  drop(entry?: ThreadEntry<Chat>): void {
    if (entry === undefined) {
      this.#dirty.clear();
      this.#drafts.clear();
    } else {
      this.#dirty.delete(entry);
      this.#drafts.delete(entry.id);
    }
  }

  hasChangesOf(entry: ThreadEntry<Chat>): boolean {
    return this.#dirty.has(entry) || this.#writing.has(entry);
  }

  /** Does something with the device while nothing is being written. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Waits no longer with what is to be saved. */
  saveNow(): void {
    this.#isUrgent = this.#isPlanned;
    this.#hurry?.();
  }

  /** Writes what growing answers have said, for a page that may not live to see another write end. */
  saveInstantly(): void {
    const device = this.#line?.device;
    for (const entry of new Set([...this.#dirty, ...this.#writing])) {
      if (device === undefined || entry.tree === null || entry.isGone) continue;
      for (const piece of entry.stored.growth(entry.tree)) device.writeInstantly(entry.id, piece);
    }
    this.saveNow();
    // The page may live on.
    this.#prepareInstant();
  }

  #prepareInstant(): void {
    // Without it, the page that is put away loses what its last write did not take.
    this.#line?.device.prepareInstant().catch(() => undefined);
  }

  /** Resolves when all that was asked for is stored, or cannot be. */
  async whenSaved(): Promise<void> {
    this.saveNow();
    let last: unknown;
    while (last !== this.#queue) {
      last = this.#queue;
      await last;
    }
  }

  #plan(): void {
    if (this.#isPlanned || this.#line === null) return;
    this.#isPlanned = true;
    void this.run(async () => {
      await this.#pause();
      this.#isPlanned = false;
      this.#isUrgent = false;
      this.#lastBegun = performance.now();
      await this.#save();
    });
  }

  async #pause(): Promise<void> {
    const ms = this.#lastBegun + PACE_MS - performance.now();
    // Timers of a page that nobody sees are late by a second and more.
    if (ms <= 0 || this.#isUrgent || globalThis.document?.visibilityState === 'hidden') return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = null;
  }

  async #save(): Promise<void> {
    if (this.#line === null) return;
    const { device } = this.#line;
    const entries = [...this.#dirty];
    const drafts = [...this.#drafts];
    this.#dirty.clear();
    this.#drafts.clear();
    for (const entry of entries) this.#writing.add(entry);
    try {
      const jobs = entries.map((entry) => this.#job(entry)).filter((job) => job !== null);
      const report = jobs.length === 0 ? null : await device.write(jobs.map(({ write }) => write));
      for (const job of jobs) {
        if (report?.gone.has(job.entry.id)) this.#listener.onGone(job.entry);
        else this.#note(job, report?.refused.get(job.entry.id) ?? new Set());
      }
      for (const entry of entries) if (entry.tree?.messages.length === 0) await this.#clear(entry);
      for (const [id, draft] of drafts) await device.writeDraft(id, draft);
      this.#writing.clear();
      for (const entry of entries) if (!this.#dirty.has(entry)) this.#listener.onSaved(entry);
    } catch (error) {
      this.#writing.clear();
      for (const entry of entries) this.#dirty.add(entry);
      for (const [id, draft] of drafts) this.#drafts.set(id, { ...draft, ...this.#drafts.get(id) });
      await this.#listener.onFailure(error);
    }
  }

  #job(entry: ThreadEntry<Chat>): Job<Chat> | null {
    const { id, tree, summary, labels, storedSummary, storedLabels } = entry;
    // The last messages are deleted like others, before the conversation is.
    if ((summary === null && storedSummary === null) || entry.isGone) return null;
    const changes = tree === null ? undefined : this.#unclaimedAside(entry, entry.stored.changes(tree));
    const hasChanges = changes !== undefined && Object.values(changes).some((list) => list.length > 0);
    const write: ThreadWrite = {
      threadId: id,
      isNew: storedSummary === null,
      changes: hasChanges ? changes : undefined,
      summary: summary === null || isSameSummary(storedSummary, summary) ? undefined : summary,
      labels: labels === storedLabels ? undefined : labels,
    };
    return write.changes || write.summary || write.labels ? { entry, tree, write } : null;
  }

  /**
   * An answer under way is stored only under its claim: whoever finds it without one may take it for
   * left behind.
   */
  #unclaimedAside(entry: ThreadEntry<Chat>, { whole, changed, pieces, deleted }: TreeChanges): TreeChanges {
    const isReady = (message: ChatMessage) => !isRunning(message) || this.#isClaimed(entry, message.id);
    const ready = whole.filter(isReady);
    const ids = new Set(ready.map(({ id }) => id));
    // Who writes an answer knows best: one that was deleted in the meantime is there again.
    const isOthers = (id: string) => ids.has(id) && !this.#line?.tabs.isMine(entry.id, id);
    return { whole: ready, changed: changed.filter(isOthers), pieces, deleted };
  }

  #isClaimed(entry: ThreadEntry<Chat>, messageId: string): boolean {
    const tabs = this.#line?.tabs;
    if (tabs === undefined || tabs.isMine(entry.id, messageId)) return true;
    const key = JSON.stringify([entry.id, messageId]);
    if (this.#claiming.has(key)) return false;
    this.#claiming.add(key);
    this.#prepareInstant();
    tabs
      .claim(entry.id, messageId)
      .then(() => {
        const message = entry.tree?.messages.find(({ id }) => id === messageId);
        // It may have ended before the claim was granted, and nothing would release it then.
        if (entry.isGone || message === undefined || !isRunning(message)) tabs.release(entry.id, messageId);
        else this.request(entry);
      })
      // Only closing ends a claim that was not granted, and then nothing is to be saved.
      .catch(() => undefined)
      .finally(() => this.#claiming.delete(key));
    return false;
  }

  /** Takes note of what has been written, and tells the other tabs. */
  #note({ entry, tree, write: { threadId, changes, summary, labels } }: Job<Chat>, refused: ReadonlySet<string>): void {
    const tabs = this.#line?.tabs;
    const written = changes && withoutMessages(changes, refused);
    if (tree !== null && written !== undefined) entry.stored.apply(tree, written);
    if (summary !== undefined) entry.storedSummary = summary;
    if (labels !== undefined) entry.storedLabels = labels;
    for (const message of changes?.whole ?? []) if (!isRunning(message)) tabs?.release(threadId, message.id);
    for (const { id } of changes?.deleted ?? []) tabs?.release(threadId, id);
    tabs?.tell({ type: 'wrote', threadId, messageIds: written === undefined ? [] : writtenIds(written) });
    if (refused.size > 0) this.#listener.onRefused(entry, [...refused]);
  }

  /** A conversation whose last message is deleted is none any more, unless another tab has added one. */
  async #clear(entry: ThreadEntry<Chat>): Promise<void> {
    if (entry.storedSummary === null || this.#line === null) return;
    const { device, tabs } = this.#line;
    if (await tabs.isAlone()) {
      await device.remove(entry.id);
      entry.forgetStored();
      tabs.tell({ type: 'removed', threadId: entry.id });
    } else if (await device.empty(entry.id)) {
      entry.forgetListed();
      tabs.tell({ type: 'wrote', threadId: entry.id, messageIds: [] });
    } else this.#listener.onRefused(entry, null);
    tabs.releaseAll(entry.id);
  }
}
