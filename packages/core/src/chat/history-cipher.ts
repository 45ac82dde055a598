/** Seals what is stored with a key that lies in a file of its own: deleting a file is real, deleting from a database is not. */
import { keepAlive } from '../keep-alive.js';

/** Where the key lies. */
export interface KeyPlace {
  /** The key, or `null` when there is none. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
  write(key: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Random bytes that hide one text, and themselves sealed. Sealing takes a moment that a page does not have when it is
 * put away; these are sealed before, and hiding a text with them takes none.
 */
export interface Pad {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** A text that was hidden by a {@link Pad}, with that pad. */
export interface HiddenText {
  readonly pad: Uint8Array<ArrayBuffer>;
  readonly text: Uint8Array<ArrayBuffer>;
}

const KEY_BYTES = 32;
/** The most of a text that can be hidden, in bytes of UTF-8: what comes between two writes is far less. */
const PAD_BYTES = 4096;
const NONCE_BYTES = 12;
const PAD_PLACE = 'pad';

/** AES-GCM with the key of this device. Each record is bound to its place by the place's name. */
export class HistoryCipher {
  readonly #key: CryptoKey;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** Takes the key that is there, else makes one; `isNew` says that nothing stored before can be read. */
  static async open(place: KeyPlace): Promise<{ readonly cipher: HistoryCipher; readonly isNew: boolean }> {
    const found = await place.read();
    const isNew = found?.byteLength !== KEY_BYTES;
    const bytes = isNew ? crypto.getRandomValues(new Uint8Array(KEY_BYTES)) : found;
    if (isNew) await place.write(bytes);
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    return { cipher: new HistoryCipher(key), isNew };
  }

  seal(value: unknown, place: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#encrypt(this.#encoder.encode(JSON.stringify(value)), place);
  }

  async #encrypt(bytes: Uint8Array<ArrayBuffer>, place: string): Promise<Uint8Array<ArrayBuffer>> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: this.#encoder.encode(place) },
      this.#key,
      bytes,
    );
    const record = new Uint8Array(NONCE_BYTES + sealed.byteLength);
    record.set(nonce);
    record.set(new Uint8Array(sealed), NONCE_BYTES);
    return record;
  }

  /** Rejects for anything that was not sealed with this key for this place. */
  async open(record: unknown, place: string): Promise<unknown> {
    return JSON.parse(this.#decoder.decode(await this.#decrypt(record, place)));
  }

  /** A pad, for one text and no more. */
  async makePad(): Promise<Pad> {
    const bytes = crypto.getRandomValues(new Uint8Array(PAD_BYTES));
    return { bytes, sealed: await this.#encrypt(bytes, PAD_PLACE) };
  }

  /** Hides a text, or as much of its beginning as the pad is long. */
  hide(text: string, { bytes, sealed }: Pad): HiddenText {
    const hidden = new Uint8Array(bytes.length);
    const { written } = this.#encoder.encodeInto(text, hidden);
    return { pad: sealed, text: hidden.slice(0, written).map((byte, index) => byte ^ (bytes[index] ?? 0)) };
  }

  async reveal({ pad, text }: HiddenText): Promise<string> {
    const bytes = new Uint8Array(await this.#decrypt(pad, PAD_PLACE));
    return this.#decoder.decode(text.map((byte, index) => byte ^ (bytes[index] ?? 0)));
  }

  async #decrypt(record: unknown, place: string): Promise<ArrayBuffer> {
    if (!(record instanceof Uint8Array)) throw new TypeError('Not a sealed record.');
    const bytes = record as Uint8Array<ArrayBuffer>;
    return crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.subarray(0, NONCE_BYTES), additionalData: this.#encoder.encode(place) },
      this.#key,
      bytes.subarray(NONCE_BYTES),
    );
  }
}

/**
 * The key's file in the origin's private file system. Where a page cannot write files (Safari before 26), an entry of
 * the cache takes its place, which is a file as well.
 */
export function keyFile(name: string): KeyPlace {
  const file = `${name}.key`;
  const isWritable = typeof FileSystemFileHandle === 'function' && 'createWritable' in FileSystemFileHandle.prototype;
  return isWritable ? privateFile(file) : cacheEntry(file);
}

function privateFile(name: string): KeyPlace {
  const root = () => navigator.storage.getDirectory();
  return {
    read: async () => {
      try {
        const handle = await (await root()).getFileHandle(name);
        const file = await keepAlive(handle, () => handle.getFile());
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    write: async (key) => {
      const handle = await (await root()).getFileHandle(name, { create: true });
      await keepAlive(handle, async () => {
        const writable = await handle.createWritable();
        await writable.write(key);
        await writable.close();
      });
    },
    remove: async () => {
      try {
        await (await root()).removeEntry(name);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

function cacheEntry(name: string): KeyPlace {
  const url = `https://local-llm-chat.invalid/${encodeURIComponent(name)}`;
  return {
    read: async () => {
      const entry = await (await caches.open(name)).match(url);
      return entry === undefined ? null : new Uint8Array(await entry.arrayBuffer());
    },
    write: async (key) => (await caches.open(name)).put(url, new Response(key)),
    remove: async () => {
      await caches.delete(name);
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
