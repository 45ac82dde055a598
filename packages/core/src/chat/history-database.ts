/** The database of conversations: its schema, and the only file that knows how IndexedDB is spoken to. */
import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { HiddenText } from './history-cipher.js';

/** A record as it lies on the disk. */
export type Sealed = Uint8Array<ArrayBuffer>;

/** Only ids can be read: all else is sealed. */
interface Schema extends DBSchema {
  threads: { key: string; value: Sealed };
  labels: { key: string; value: Sealed };
  messages: { key: [threadId: string, messageId: string]; value: Sealed };
  pieces: { key: [threadId: string, messageId: string, start: number]; value: Sealed };
  /** The ends of answers, as pages wrote them that were put away. A store of its own: it waits for no other write. */
  lastWords: { key: [threadId: string, messageId: string, start: number]; value: HiddenText };
  drafts: { key: [threadId: string, part: string]; value: Sealed };
}

export type StoreName = 'threads' | 'labels' | 'messages' | 'pieces' | 'lastWords' | 'drafts';
export type HistoryDatabase = IDBPDatabase<Schema>;
export type WritingTransaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/** A transaction in which messages can be looked at, whatever else it may do. */
interface Reading {
  objectStore(name: 'messages' | 'pieces'): {
    getAll(range: IDBKeyRange): Promise<(Sealed | undefined)[]>;
    count(range: IDBKeyRange): Promise<number>;
  };
}

/** A step of a transaction, made ready before the transaction begins. */
export interface Writing {
  readonly store: StoreName;
  apply(tx: WritingTransaction): void;
}

export const STORES: StoreName[] = ['threads', 'labels', 'messages', 'pieces', 'lastWords', 'drafts'];

/** The schema, step by step: the first makes version 1 of nothing. A change of the schema is another step. */
const STEPS: readonly ((db: HistoryDatabase) => void)[] = [
  (db) => {
    for (const name of STORES) db.createObjectStore(name);
  },
];

/** Why a connection has ended: another tab erases everything, or has a newer version of this, or it broke. */
export type ConnectionEnd = 'erased' | 'outdated' | 'lost';

/**
 * Opens the database, and makes it if need be. Rejects when a newer version of this has changed it,
 * when it is somebody else's, and when another tab keeps it from being changed.
 */
export async function openDatabase(name: string, onEnd: (reason: ConnectionEnd) => void): Promise<HistoryDatabase> {
  let isLate = false;
  const opening = openDB<Schema>(name, STEPS.length, {
    upgrade(db, oldVersion) {
      for (const step of STEPS.slice(oldVersion)) step(db);
    },
    blocked() {
      isLate = true;
      giveUp(new DOMException('An older tab keeps the database as it was.', 'InvalidStateError'));
    },
    blocking(_version, wanted, event) {
      (event.target as IDBDatabase).close();
      onEnd(wanted === null ? 'erased' : 'outdated');
    },
    terminated: () => onEnd('lost'),
  });
  const { promise: refused, reject: giveUp } = Promise.withResolvers<never>();
  const db = await Promise.race([opening, refused]).catch((error: unknown) => {
    // It may still open when the older tab is gone, and nobody waits for it then.
    if (isLate) opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  if (STORES.every((store) => db.objectStoreNames.contains(store))) return db;
  db.close();
  throw new DOMException('The database of this name is of another kind.', 'DataError');
}

/** Deletes the database. A tab that sleeps may hold it open: the deletion waits for that tab, the caller need not. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
  });
}

/** Deletes every record. */
export async function clearDatabase(db: HistoryDatabase): Promise<void> {
  const tx = db.transaction(STORES, 'readwrite');
  for (const name of STORES) inBackground(tx.objectStore(name).clear());
  await tx.done;
}

/** All records of one conversation. */
export function rangeOf(name: StoreName, threadId: string): IDBKeyRange {
  return name === 'threads' || name === 'labels'
    ? IDBKeyRange.only(threadId)
    : IDBKeyRange.bound([threadId], [threadId, []]);
}

/** All pieces of one message, in either store. */
export function piecesOf(threadId: string, messageId: string): IDBKeyRange {
  return IDBKeyRange.bound([threadId, messageId], [threadId, messageId, []]);
}

/** Whether there is a message of this conversation, or a deletion of one. */
export async function hasMessages(tx: Reading, threadId: string): Promise<boolean> {
  return (await tx.objectStore('messages').count(rangeOf('messages', threadId))) > 0;
}

/** What {@link marksOf} looks at. */
export const MARKED: readonly ('messages' | 'pieces')[] = ['messages', 'pieces'];

/** Every record begins with random bytes of its own. */
const MARK_BYTES = 12;

/** A text that is another one once anything was written of these messages; of all, where none are named. */
export async function marksOf(tx: Reading, threadId: string, messageIds?: readonly string[]): Promise<string> {
  const ranges = messageIds?.map((id) => piecesOf(threadId, id)) ?? [rangeOf('messages', threadId)];
  const marks = ranges.map(async (range) => {
    const [records, pieces] = await Promise.all([
      tx.objectStore('messages').getAll(range),
      tx.objectStore('pieces').count(range),
    ]);
    return [...records.map((record) => record?.subarray(0, MARK_BYTES).join()), pieces];
  });
  return JSON.stringify(await Promise.all(marks));
}

/** Puts a record in its place. */
export function put(store: StoreName, key: IDBValidKey, value: Sealed | HiddenText): Writing {
  return {
    store,
    apply(tx) {
      // Each store has keys of its own kind, which only whoever names the store knows.
      const records = tx.objectStore(store) as unknown as {
        put(value: Sealed | HiddenText, key: IDBValidKey): Promise<unknown>;
      };
      inBackground(records.put(value, key));
    },
  };
}

/** Deletes records. */
export function drop(store: StoreName, key: IDBKeyRange): Writing {
  return { store, apply: (tx) => inBackground(tx.objectStore(store).delete(key)) };
}

/** A request that fails ends its transaction, and that is where it is heard of. */
function inBackground(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
