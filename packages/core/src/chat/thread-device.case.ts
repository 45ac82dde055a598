/** Tests of conversations on the device: tabs that share them, and what lies in the browser's storage. */
import { afterEach, beforeEach } from 'vitest';
import { openTab, type Tab } from './thread-chats.case.js';
import type { ThreadsOptions } from './threads.js';

/** Tabs of one site; each test has conversations of its own. */
export class TestSite {
  name = '';
  readonly #tabs = new Set<Tab>();

  /** Registers hooks that begin with nothing and leave nothing behind. */
  constructor() {
    beforeEach(() => {
      this.name = `test-${crypto.randomUUID()}`;
      sessionStorage.clear();
    });
    afterEach(async () => {
      for (const tab of [...this.#tabs]) await this.close(tab);
      indexedDB.deleteDatabase(this.place);
      const root = await navigator.storage.getDirectory();
      await root.removeEntry(this.keyName).catch(() => undefined);
    });
  }

  /** What database, lock and channel are called. */
  get place(): string {
    return `local-llm-chat.threads.${this.name}`;
  }

  get keyName(): string {
    return `${this.place}.key`;
  }

  /** Opens a tab, and waits until it has its list. */
  async open(options: Pick<ThreadsOptions<never>, 'history'> = { history: 'device' }): Promise<Tab> {
    const tab = openTab({ ...options, name: this.name });
    this.#tabs.add(tab);
    await tab.threads.ready;
    return tab;
  }

  async close(tab: Tab): Promise<void> {
    this.#tabs.delete(tab);
    await tab.threads.close();
  }

  /** Closes a tab and opens it again. */
  async reload(tab: Tab): Promise<Tab> {
    await this.close(tab);
    return this.open();
  }

  /** Opens the database behind everybody's back, as it is or as another version. */
  async database(version?: number, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
    const request = indexedDB.open(this.place, version);
    request.onupgradeneeded = () => upgrade?.(request.result);
    const db = await result(request);
    db.onversionchange = () => db.close();
    return db;
  }

  /** All records, with the names of their stores. */
  async records(): Promise<{ store: string; key: IDBValidKey; value: Uint8Array<ArrayBuffer> }[]> {
    const db = await this.database();
    const records = [];
    for (const store of db.objectStoreNames) {
      const reading = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([result(reading.getAllKeys()), result(reading.getAll())]);
      for (const [index, key] of keys.entries()) records.push({ store, key, value: values[index] });
    }
    db.close();
    return records;
  }

  /** Writes a record behind everybody's back. */
  async put(store: string, key: IDBValidKey, value: unknown): Promise<void> {
    const db = await this.database();
    await result(db.transaction(store, 'readwrite').objectStore(store).put(value, key));
    db.close();
  }

  /** Deletes all records behind everybody's back. */
  async clear(): Promise<void> {
    const db = await this.database();
    for (const store of db.objectStoreNames)
      await result(db.transaction(store, 'readwrite').objectStore(store).clear());
    db.close();
  }

  /** Names of the private files that are keys of this test. */
  async keyFiles(): Promise<string[]> {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) {
      if (name.startsWith(this.place)) names.push(name);
    }
    return names;
  }
}

export function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
