/**
 * Gives web-llm our files where it looks for its own: it reads everything from the Cache API, and
 * fetches what is not there. Here it finds exactly one model, and can fetch nothing.
 */
import type { FetchedModel } from '../downloads/fetch-model.js';
import { LocalLLMError } from '../errors.js';
import type { MlcModel } from '../models/model-record.js';

/** Addresses that lead nowhere (RFC 2606), so that a request which leaked could reach nobody. */
const FOLDER = 'https://model.invalid/resolve/main/';
const LIBRARY = 'https://model.invalid/library.wasm';

/** What web-llm is told of the model: its `ModelRecord`. */
export function webllmRecord({ id, task }: MlcModel): {
  model: string;
  model_id: string;
  model_lib: string;
  model_type: number;
} {
  // Its `ModelType`, by number: the enumeration would bring all of web-llm to whoever imports this.
  return { model: FOLDER, model_id: id, model_lib: LIBRARY, model_type: task === 'embedding' ? 1 : 0 };
}

/**
 * Replaces the global `caches` of this worker by one that has the model's files, or by an empty one.
 * Nobody else in our worker uses it.
 */
export function serveToWebllm(model: MlcModel, files: FetchedModel['files'] | null): void {
  const byUrl = new Map<string, Blob>();
  for (const [url, file] of files ?? []) {
    if (url === model.library) byUrl.set(LIBRARY, file);
    else if (url.startsWith(model.url)) byUrl.set(new URL(url.slice(model.url.length), FOLDER).href, file);
  }
  const cache = new ModelCache(byUrl);
  const caches = { open: async () => cache, has: async () => true, match: (request: Asked) => cache.match(request) };
  Object.defineProperty(globalThis, 'caches', { value: caches, configurable: true, writable: true });
}

type Asked = Request | URL | string;

/** What web-llm's `ArtifactCache` calls of a `Cache`. */
class ModelCache {
  readonly #files: ReadonlyMap<string, Blob>;

  constructor(files: ReadonlyMap<string, Blob>) {
    this.#files = files;
  }

  async match(asked: Asked): Promise<Response> {
    const url = urlOf(asked);
    const file = this.#files.get(url);
    if (file === undefined) throw notThere(url);
    return new Response(file);
  }

  async keys(): Promise<readonly { url: string }[]> {
    return [...this.#files.keys()].map((url) => ({ url }));
  }

  async add(asked: Asked): Promise<never> {
    throw notThere(urlOf(asked));
  }

  /** For `deleteInCache`; we delete files ourselves. */
  async delete(): Promise<boolean> {
    return false;
  }
}

function urlOf(asked: Asked): string {
  return asked instanceof Request ? asked.url : String(asked);
}

function notThere(url: string): LocalLLMError {
  return new LocalLLMError('load-failed', `The engine asked for a file that the model does not have: ${url}.`, {
    details: { url },
  });
}
