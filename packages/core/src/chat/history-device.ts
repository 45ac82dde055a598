/** Keeps conversations on this device: one sealed record for each message, so that no tab overwrites another's. */
import type { ChatMessage } from '../messages.js';
import { type MessagePiece, type TreeChanges, withPieces } from './history-changes.js';
import { type HiddenText, HistoryCipher, type KeyPlace, keyFile, type Pad } from './history-cipher.js';
import {
  type ConnectionEnd,
  clearDatabase,
  deleteDatabase,
  drop,
  type HistoryDatabase,
  openDatabase,
  piecesOf,
  put,
  rangeOf,
  type Sealed,
  STORES,
  type StoreName,
  type Writing,
} from './history-database.js';
import { asFile, asId, asList, asRecord, asText, fromRecord, toRecord } from './history-record.js';
import { type Draft, readLabels, readSummary, type StoredThread } from './history-thread.js';
import type { ThreadLabels, ThreadSummary } from './thread-info.js';
import type { DeletedMessage } from './thread-order.js';

/** Of many conversations, so many are read by one request. */
const THREADS_AT_ONCE = 50;

/** What is to be written of one conversation. */
export interface ThreadWrite {
  readonly threadId: string;
  /** False for one that is stored: if it no longer is, another tab has deleted it, and nothing is written. */
  readonly isNew: boolean;
  readonly changes?: TreeChanges | undefined;
  readonly summary?: ThreadSummary | undefined;
  readonly labels?: ThreadLabels | undefined;
}

/** The messages of one conversation, in no order, and which of them are gone. */
export interface StoredTree {
  readonly messages: ChatMessage[];
  readonly deleted: DeletedMessage[];
}

/** The conversations of one name on this device. */
export class DeviceHistory {
  readonly #db: HistoryDatabase;
  readonly #cipher: HistoryCipher;
  /** For what is written when there is no time to seal it. */
  #pad: Pad | null = null;
  /** Records that could not be read: damaged, or of another key. They are left alone. */
  unreadable = 0;

  private constructor(db: HistoryDatabase, cipher: HistoryCipher) {
    this.#db = db;
    this.#cipher = cipher;
  }

  /** Rejects where there is no database, no place for the key, or somebody else's database of this name. */
  static open(
    name: string,
    onEnd: (reason: ConnectionEnd) => void,
    keyPlace: KeyPlace = keyFile(name),
  ): Promise<DeviceHistory> {
    // Two tabs that start at once must not make two keys.
    return navigator.locks.request(`${name}.key`, async () => {
      const db = await openDatabase(name, onEnd);
      try {
        const { cipher, isNew } = await HistoryCipher.open(keyPlace);
        // Without their key they are noise: an erasure that was cut short ends here.
        if (isNew) await clearDatabase(db);
        return new DeviceHistory(db, cipher);
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  /** Deletes the key, which makes all else unreadable at once, then the database. */
  static erase(name: string, keyPlace: KeyPlace = keyFile(name)): Promise<void> {
    return navigator.locks.request(`${name}.key`, async () => {
      await keyPlace.remove();
      await deleteDatabase(name);
    });
  }

  async list(): Promise<readonly StoredThread[]> {
    const tx = this.#db.transaction(['threads', 'labels']);
    const [threads, labels] = [tx.objectStore('threads'), tx.objectStore('labels')];
    const [ids, summaries, labelIds, labelRecords] = await Promise.all([
      threads.getAllKeys(),
      threads.getAll(),
      labels.getAllKeys(),
      labels.getAll(),
    ]);
    const labelOf = new Map(labelIds.map((id, index) => [id, labelRecords[index]]));
    const found = await Promise.all(ids.map((id, index) => this.#thread(id, summaries[index], labelOf.get(id))));
    return found.filter((thread) => thread !== null);
  }

  /** What a list shows of one; `null` when it is not stored. */
  async readThread(threadId: string): Promise<StoredThread | null> {
    const tx = this.#db.transaction(['threads', 'labels']);
    const [summary, labels] = await Promise.all([
      tx.objectStore('threads').get(threadId),
      tx.objectStore('labels').get(threadId),
    ]);
    return this.#thread(threadId, summary, labels);
  }

  /** Messages of one conversation: all, or these. */
  async readMessages(threadId: string, messageIds?: Iterable<string>): Promise<StoredTree> {
    const ranges: MessageRange[] =
      messageIds === undefined
        ? [{ messages: rangeOf('messages', threadId), pieces: rangeOf('pieces', threadId) }]
        : Array.from(messageIds, (id) => ({
            messages: IDBKeyRange.only([threadId, id]),
            pieces: piecesOf(threadId, id),
          }));
    return (await this.#read(ranges)).get(threadId) ?? { messages: [], deleted: [] };
  }

  /** All messages of many conversations, much faster than one by one; there may be others among them. */
  readMany(threadIds: readonly string[]): Promise<ReadonlyMap<string, StoredTree>> {
    const sorted = [...threadIds].sort();
    const ranges: MessageRange[] = [];
    for (let index = 0; index < sorted.length; index += THREADS_AT_ONCE) {
      const [first, last] = [sorted[index], sorted[Math.min(index + THREADS_AT_ONCE, sorted.length) - 1]];
      const range = IDBKeyRange.bound([first], [last, []]);
      ranges.push({ messages: range, pieces: range });
    }
    return this.#read(ranges);
  }

  /**
   * Writes all or nothing. Resolves with the ids of the conversations that another tab has deleted:
   * of these nothing was written.
   */
  async write(writes: readonly ThreadWrite[]): Promise<ReadonlySet<string>> {
    // Sealed first: a transaction ends as soon as anything else is waited for.
    const ready = await Promise.all(writes.map(async (write) => ({ write, steps: await this.#prepare(write) })));
    // No more stores than need be: what an answer costs while it grows is mostly this.
    const stores = new Set<StoreName>(['threads', ...ready.flatMap(({ steps }) => steps.map(({ store }) => store))]);
    const tx = this.#db.transaction([...stores], 'readwrite', { durability: 'relaxed' });
    const { done } = tx;
    done.catch(() => undefined);
    const gone = new Set<string>();
    for (const { write, steps } of ready) {
      if (write.isNew || (await tx.objectStore('threads').getKey(write.threadId)) !== undefined) {
        for (const step of steps) step.apply(tx);
      } else gone.add(write.threadId);
    }
    tx.commit();
    await done;
    return gone;
  }

  /** Makes {@link writeInstantly} possible, once. */
  async prepareInstant(): Promise<void> {
    this.#pad ??= await this.#cipher.makePad();
  }

  /**
   * Writes the end of an answer without waiting for anything: for a page that is being put away, which
   * no longer hears what comes of it. False when it is not prepared.
   */
  writeInstantly(threadId: string, { messageId, start, text }: MessagePiece): boolean {
    if (this.#pad === null) return false;
    const hidden = this.#cipher.hide(text, this.#pad);
    this.#pad = null;
    const tx = this.#db.transaction(['lastWords'], 'readwrite', { durability: 'relaxed' });
    tx.done.catch(() => undefined);
    put('lastWords', [threadId, messageId, start], hidden).apply(tx);
    tx.commit();
    return true;
  }

  /** Deletes a conversation; the function that comes back puts it back as it was. */
  async remove(threadId: string): Promise<() => Promise<void>> {
    const tx = this.#db.transaction(STORES, 'readwrite');
    const kept: Writing[] = [];
    for (const name of STORES) {
      const store = tx.objectStore(name);
      const range = rangeOf(name, threadId);
      const [keys, records] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      for (const [index, record] of records.entries()) kept.push(put(name, keys[index] as IDBValidKey, record));
      drop(name, range).apply(tx);
    }
    await tx.done;
    return async () => {
      const back = this.#db.transaction(STORES, 'readwrite');
      for (const step of kept) step.apply(back);
      await back.done;
    };
  }

  async readDraft(id: string): Promise<Draft> {
    const { store } = this.#db.transaction('drafts');
    const [text, files] = await Promise.all([store.get([id, 'text']), store.get([id, 'files'])]);
    return {
      text: (await this.#open(text, placeOf('drafts', id, 'text'), asText)) ?? '',
      files: (await this.#open(files, placeOf('drafts', id, 'files'), readFiles)) ?? [],
    };
  }

  /** Writes what is given of a draft; what is empty is deleted. */
  async writeDraft(id: string, { text, files }: Partial<Draft>): Promise<void> {
    const steps: Writing[] = [];
    if (text) steps.push(await this.#seal('drafts', [id, 'text'], text));
    else if (text === '') steps.push(drop('drafts', IDBKeyRange.only([id, 'text'])));
    if (files !== undefined && files.length > 0) steps.push(await this.#seal('drafts', [id, 'files'], files));
    else if (files !== undefined) steps.push(drop('drafts', IDBKeyRange.only([id, 'files'])));
    const tx = this.#db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
    for (const step of steps) step.apply(tx);
    tx.commit();
    await tx.done;
  }

  close(): void {
    this.#db.close();
  }

  async #thread(id: string, summary: Sealed | undefined, labels: Sealed | undefined): Promise<StoredThread | null> {
    const read = await this.#open(summary, placeOf('threads', id), readSummary);
    const set = await this.#open(labels, placeOf('labels', id), readLabels);
    return read === null ? null : { id, summary: read, labels: set ?? readLabels(null) };
  }

  async #read(ranges: readonly MessageRange[]): Promise<Map<string, StoredTree>> {
    const tx = this.#db.transaction(['messages', 'pieces', 'lastWords']);
    const [messages, pieces, lastWords] = [
      tx.objectStore('messages'),
      tx.objectStore('pieces'),
      tx.objectStore('lastWords'),
    ];
    const trees = new Map<string, StoredTree>();
    const read = async (range: MessageRange): Promise<void> => {
      const [keys, records, pieceKeys, pieceRecords, lastKeys, lastRecords] = await Promise.all([
        messages.getAllKeys(range.messages),
        messages.getAll(range.messages),
        pieces.getAllKeys(range.pieces),
        pieces.getAll(range.pieces),
        lastWords.getAllKeys(range.pieces),
        lastWords.getAll(range.pieces),
      ]);
      const texts = await this.#openPieces([...pieceKeys, ...lastKeys], [...pieceRecords, ...lastRecords]);
      const entries = await Promise.all(
        keys.map((key, index) => this.#open(records[index], placeOf('messages', ...key), readEntry)),
      );
      for (const [index, [threadId, messageId]] of keys.entries()) {
        const entry = entries[index];
        if (!entry) continue;
        const tree = trees.get(threadId) ?? { messages: [], deleted: [] };
        trees.set(threadId, tree);
        if (!('role' in entry)) tree.deleted.push({ id: messageId, parentId: entry.parentId });
        else tree.messages.push(withPieces(entry, texts.get(placeOf('messages', threadId, messageId)) ?? []));
      }
    };
    // All are asked for at once: while one range is opened, the next is on its way.
    await Promise.all(ranges.map(read));
    return trees;
  }

  /** Pieces by the names of their messages. */
  async #openPieces(
    keys: readonly (readonly [threadId: string, messageId: string, start: number])[],
    records: readonly (Sealed | HiddenText)[],
  ): Promise<ReadonlyMap<string, { start: number; text: string }[]>> {
    const texts = await Promise.all(
      keys.map((key, index) => {
        const record = records[index];
        if (record !== undefined && 'pad' in record) {
          return this.#cipher.reveal(record).catch(() => this.#countUnreadable());
        }
        return this.#open(record, placeOf('pieces', ...key), asText);
      }),
    );
    const pieces = new Map<string, { start: number; text: string }[]>();
    for (const [index, [threadId, messageId, start]] of keys.entries()) {
      const text = texts[index];
      if (typeof text !== 'string') continue;
      const message = placeOf('messages', threadId, messageId);
      const known = pieces.get(message) ?? [];
      known.push({ start, text });
      pieces.set(message, known);
    }
    return pieces;
  }

  async #open<T>(
    record: Sealed | undefined,
    place: string,
    read: (value: unknown, place: string) => T,
  ): Promise<T | null> {
    if (record === undefined) return null;
    try {
      return read(await this.#cipher.open(record, place), place);
    } catch {
      return this.#countUnreadable();
    }
  }

  /** Whatever is wrong with a record, the others are not to suffer. The count is what is said of it. */
  #countUnreadable(): null {
    this.unreadable += 1;
    return null;
  }

  #prepare({ threadId, changes, summary, labels }: ThreadWrite): Promise<readonly Writing[]> {
    const steps: (Promise<Writing> | Writing)[] = [];
    if (summary) steps.push(this.#seal('threads', threadId, summary));
    if (labels) steps.push(this.#seal('labels', threadId, labels));
    for (const message of changes?.whole ?? []) {
      steps.push(...dropPieces(threadId, message.id));
      steps.push(this.#seal('messages', [threadId, message.id], toRecord(message)));
    }
    for (const { messageId, start, text } of changes?.pieces ?? []) {
      steps.push(this.#seal('pieces', [threadId, messageId, start], text));
    }
    for (const { id, parentId } of changes?.deleted ?? []) {
      steps.push(...dropPieces(threadId, id));
      steps.push(this.#seal('messages', [threadId, id], { isDeleted: true, parentId }));
    }
    return Promise.all(steps);
  }

  async #seal(name: StoreName, key: string | readonly (string | number)[], value: unknown): Promise<Writing> {
    const place = placeOf(name, ...(typeof key === 'string' ? [key] : key));
    return put(name, key as IDBValidKey, await this.#cipher.seal(value, place));
  }
}

interface MessageRange {
  readonly messages: IDBKeyRange | undefined;
  readonly pieces: IDBKeyRange | undefined;
}

function dropPieces(threadId: string, messageId: string): Writing[] {
  const range = piecesOf(threadId, messageId);
  return [drop('pieces', range), drop('lastWords', range)];
}

/** The name that a record is bound to: nobody can put it in another's place. */
function placeOf(name: StoreName, ...key: readonly (string | number)[]): string {
  return JSON.stringify([name, ...key]);
}

function readEntry(value: unknown, place: string): ChatMessage | { readonly parentId: string | null } {
  const { isDeleted, parentId } = asRecord(value, place);
  if (isDeleted !== true) return fromRecord(value, place);
  return { parentId: parentId === null ? null : asId(parentId, place) };
}

function readFiles(value: unknown, place: string): Draft['files'] {
  return asList(value, place).map((file) => asFile(file, place));
}
