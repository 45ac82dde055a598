/** Keeps conversations on this device: one sealed record for each message, so that no tab overwrites another's. */
import { type MessagePiece, withPieces } from './history-changes.js';
import { type HiddenText, HistoryCipher, type KeyPlace, keyFile, type Pad } from './history-cipher.js';
import {
  checkedIds,
  type ReadyWrite,
  type StoredTree,
  settle,
  type ThreadWrite,
  type WriteReport,
  writtenIds,
} from './history-conflicts.js';
import {
  type ConnectionEnd,
  clearDatabase,
  deleteDatabase,
  drop,
  type HistoryDatabase,
  hasMessages,
  MARKED,
  marksOf,
  openDatabase,
  piecesOf,
  put,
  rangeOf,
  type Sealed,
  STORES,
  type StoreName,
  type Writing,
} from './history-database.js';
import { asEntry, asFile, asList, asText, toRecord } from './history-record.js';
import { type Draft, readLabels, readSummary, type StoredThread } from './history-thread.js';

/** Of many conversations, so many are read by one request. */
const THREADS_AT_ONCE = 50;

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

  /** Writes all or nothing, except for what another tab has deleted, or has added to what is to be deleted. */
  async write(writes: readonly ThreadWrite[]): Promise<WriteReport> {
    for (;;) {
      const report = await this.#tryWrite(writes);
      if (report !== null) return report;
    }
  }

  /** `null` when another tab has written in between: what is to be refused must be found anew. */
  async #tryWrite(writes: readonly ThreadWrite[]): Promise<WriteReport | null> {
    // Sealed first: a transaction ends as soon as anything else is waited for.
    const ready = await Promise.all(writes.map((write) => this.#makeReady(write)));
    // No more stores than need be: what an answer costs while it grows is mostly this.
    const stores = new Set<StoreName>(['threads', ...ready.flatMap(({ steps }) => steps.map(({ store }) => store))]);
    if (ready.some(({ checked }) => checked.length > 0)) for (const store of MARKED) stores.add(store);
    const tx = this.#db.transaction([...stores], 'readwrite', { durability: 'relaxed' });
    const { done } = tx;
    done.catch(() => undefined);
    const missing: ThreadWrite[] = [];
    for (const { write, steps, checked, marks } of ready) {
      const { threadId, changes } = write;
      if (checked.length > 0 && (await marksOf(tx, threadId, checked)) !== marks) {
        tx.abort();
        return null;
      }
      const isThere = write.isNew || (await tx.objectStore('threads').getKey(threadId)) !== undefined;
      // One that was emptied takes what was added to it before that was heard of.
      if (isThere || (changes && changes.whole.length > 0 && (await hasMessages(tx, threadId)))) {
        for (const step of steps) step.apply(tx);
      } else missing.push(write);
    }
    tx.commit();
    await done;
    const refused = new Map(ready.map((one) => [one.write.threadId, one.refused]));
    const gone = new Set<string>();
    for (const { threadId, changes } of missing) {
      const isEmptied = await hasMessages(this.#db.transaction('messages'), threadId);
      if (isEmptied) refused.set(threadId, new Set(changes === undefined ? [] : writtenIds(changes)));
      else gone.add(threadId);
    }
    return { gone, refused };
  }

  /** Finds what of a write another tab does not allow, and seals the rest. */
  async #makeReady(write: ThreadWrite): Promise<ReadyWrite> {
    const checked = write.changes === undefined ? [] : checkedIds(write.changes);
    if (write.changes === undefined || checked.length === 0) {
      return { write, steps: await this.#prepare(write), checked, marks: '', refused: new Set() };
    }
    // First the marks: what is written while the messages are read makes them out of date.
    const marks = await marksOf(this.#db.transaction(MARKED), write.threadId, checked);
    const { changes, refused } = settle(write.changes, await this.readMessages(write.threadId, checked));
    const settled = { ...write, changes };
    return { write: settled, steps: await this.#prepare(settled), checked, marks, refused };
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

  /**
   * Deletes a conversation that has no message any more; false when it has one of another tab's. Which messages were
   * deleted is kept, for tabs that have not heard of it yet and still write here.
   */
  async empty(threadId: string): Promise<boolean> {
    for (;;) {
      const marks = await marksOf(this.#db.transaction(MARKED), threadId);
      if ((await this.readMessages(threadId)).messages.length > 0) return false;
      const tx = this.#db.transaction(STORES, 'readwrite');
      tx.done.catch(() => undefined);
      if ((await marksOf(tx, threadId)) === marks) {
        for (const name of STORES) if (name !== 'messages') drop(name, rangeOf(name, threadId)).apply(tx);
        await tx.done;
        return true;
      }
      tx.abort();
    }
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
        keys.map((key, index) => this.#open(records[index], placeOf('messages', ...key), asEntry)),
      );
      for (const [index, [threadId, messageId]] of keys.entries()) {
        const entry = entries[index];
        if (!entry) continue;
        const tree = trees.get(threadId) ?? { messages: [], deleted: [] };
        trees.set(threadId, tree);
        if (!('role' in entry)) tree.deleted.push({ id: messageId, ...entry });
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
    for (const { id, parentId, length } of changes?.deleted ?? []) {
      steps.push(...dropPieces(threadId, id));
      steps.push(this.#seal('messages', [threadId, id], { isDeleted: true, parentId, length }));
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

function readFiles(value: unknown, place: string): Draft['files'] {
  return asList(value, place).map((file) => asFile(file, place));
}
