/** Files in one search: what is there follows what should be there, one change after the other. */
import type { Knowledge, KnowledgePage } from '@local-llm-chat/core/knowledge';

/** Puts pages into a search, and takes them out again. */
export class FileShelf {
  readonly #search: Pick<Knowledge, 'add' | 'remove'>;
  readonly #wanted: () => readonly KnowledgePage[];
  readonly #there = new Map<string, KnowledgePage>();
  #settling: Promise<unknown> = Promise.resolve();

  /** @param wanted what should be there by now: it may change while an index is fetched. */
  constructor(search: Pick<Knowledge, 'add' | 'remove'>, wanted: () => readonly KnowledgePage[]) {
    this.#search = search;
    this.#wanted = wanted;
  }

  has(page: KnowledgePage): boolean {
    return this.#there.get(page.url) === page;
  }

  /**
   * Makes it so.
   *
   * @returns whether something has changed.
   * @throws LocalLLMError where the index cannot be had.
   */
  settle(): Promise<boolean> {
    const settled = this.#settling.then(() => this.#settle());
    this.#settling = settled.catch(() => undefined);
    return settled;
  }

  async #settle(): Promise<boolean> {
    let isOther = false;
    for (const url of [...this.#there.keys()]) {
      if (this.#wanted().some((page) => page.url === url)) continue;
      isOther = true;
      this.#there.delete(url);
      await this.#search.remove(url).catch(() => undefined); // A search that is gone has it no longer.
    }
    for (const page of this.#wanted()) {
      if (this.has(page) || !this.#wanted().includes(page)) continue;
      isOther = true;
      await this.#search.add(page);
      this.#there.set(page.url, page);
    }
    return isOther;
  }
}
