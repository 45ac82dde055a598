/// <reference types="node" />
/** What tests of downloads in a real Chromium share: a browser, a site with faults, and a model on it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import type { LoadProgress } from '../engine/adapter.js';
import { type GgufModel, type ModelRecord, parseModelRecord } from '../models/model-record.js';
import type { DownloadsPage, LoadReport } from './downloads.page.case.js';
import type { Quirks, WorkerRequest } from './downloads.worker.case.js';
import { type DownloadsSite, startDownloadsSite } from './downloads-site.case.js';
import { type FaultyServer, partsOf, sha256Of } from './faulty-server.case.js';

declare const downloads: DownloadsPage;

export const PART = 256 * 1024;
/** The last part is shorter than the others. */
export const SIZE = 40 * PART - 1000;
export const NAME = 'model.gguf';

/** Bytes of a download; less than none for other progress. */
export function loadedBytes(step: LoadProgress | null | undefined): number {
  return step?.type === 'download-progress' ? step.loadedBytes : -1;
}

/** A page of a browser, anew for each test, on a site with the model of {@link NAME}. */
export class DownloadsBrowser {
  page!: Page;
  /** The weights of the model. */
  file!: Buffer;
  #site!: DownloadsSite;
  #browser!: Browser;
  #context!: BrowserContext;
  #folder: string | null = null;

  /**
   * Registers hooks that open and close everything.
   *
   * @param profile whether each test has a profile of its own on the disk. Otherwise windows are
   *   private ones: faster, but Chromium does not keep the times of writes there.
   */
  constructor({ profile = false } = {}) {
    // A browser on a busy machine.
    vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
    beforeAll(async () => {
      this.#site = await startDownloadsSite();
      if (!profile) this.#browser = await chromium.launch(await launchOptions());
    });
    afterAll(async () => {
      await this.#browser?.close();
      await this.#site?.close();
    });
    beforeEach(async () => {
      this.server.reset();
      this.file = this.addModel(NAME, SIZE);
      this.#folder = profile ? await mkdtemp(join(tmpdir(), 'local-llm-chat-')) : null;
      this.#context =
        this.#folder === null
          ? await this.#browser.newContext()
          : await chromium.launchPersistentContext(this.#folder, await launchOptions());
      this.page = await this.openPage();
    });
    afterEach(async () => {
      await this.#context.close();
      if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
    });
  }

  get server(): FaultyServer {
    return this.#site.server;
  }

  get origin(): string {
    return this.#site.origin;
  }

  /** Bytes that the server has sent. */
  get sentBytes(): number {
    return this.server.sent.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  url(name: string): string {
    return this.#site.url(name);
  }

  async openPage(): Promise<Page> {
    const opened = await this.#context.newPage();
    await opened.goto(this.origin);
    await opened.waitForFunction(() => 'downloads' in globalThis);
    return opened;
  }

  /** Made-up weights that begin as those of llama.cpp do. */
  addModel(name: string, bytes: number): Buffer {
    const made = this.server.add(name, bytes);
    made.write('GGUF');
    return made;
  }

  /** A model of one file with a hash for each part. */
  model(id = 'tiny', name = NAME, body = this.file): GgufModel {
    const file = { url: this.url(name), bytes: body.length, sha256: sha256Of(body), parts: partsOf(body, PART) };
    return parseModelRecord({ id, engine: 'wllama', files: [file] }, this.origin) as GgufModel;
  }

  /** A model of one file of which nothing else is known. */
  unknownModel(url = this.url(NAME)): ModelRecord {
    return parseModelRecord({ id: 'unknown', engine: 'wllama', files: [{ url }] }, this.origin);
  }

  load(model: ModelRecord = this.model(), quirks: Quirks = {}, where: Page = this.page): Promise<LoadReport> {
    return where.evaluate(([record, odd]) => downloads.load(record, odd), [model, quirks] as const);
  }

  /** Loads until every connection stands still: twenty parts are whole, four have only begun. */
  async loadHalf(quirks: Quirks = {}): Promise<{ loading: Promise<LoadReport> }> {
    this.server.lasting.set(NAME, { kind: 'stall', after: 5 * PART + 77 });
    const loading = this.load(this.model(), quirks);
    loading.catch(() => undefined);
    const received = async () => loadedBytes(await this.progress());
    await expect.poll(received, { timeout: 20_000 }).toBe(4 * (5 * PART + 77));
    return { loading };
  }

  tell(request: WorkerRequest): Promise<void> {
    return this.page.evaluate((sent) => downloads.tell(sent), request);
  }

  /** Ends the worker, as a killed tab would. */
  kill(): Promise<void> {
    return this.page.evaluate(() => downloads.kill());
  }

  progress(): Promise<LoadProgress | null> {
    return this.page.evaluate(() => downloads.progress());
  }

  find(model: ModelRecord = this.model()): Promise<{ readonly lastUsedAt: number } | null> {
    return this.page.evaluate((record) => downloads.find(record), model);
  }

  list(): ReturnType<DownloadsPage['list']> {
    return this.page.evaluate(() => downloads.list());
  }

  /** Names of everything in the folder of files. */
  entries(): Promise<string[]> {
    return this.page.evaluate(() => downloads.entries());
  }

  /** Expects that an engine could read these files, and nothing else. */
  expectWhole({ error, hashes }: LoadReport, ...bodies: readonly Buffer[]): void {
    expect(error).toBeNull();
    expect(hashes).toEqual((bodies.length > 0 ? bodies : [this.file]).map(sha256Of));
  }
}

async function launchOptions(): Promise<{ executablePath?: string; args: string[] }> {
  const executablePath = (await findChromium()) ?? undefined;
  return { ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'] };
}
