/** Turns what a site writes for `model` into model records. */
import { LocalLLMError, throwIfAborted } from '../errors.js';
import { DEVICE_TIERS, type ModelRecord, parseModelRecord } from './model-record.js';

/**
 * A model as a site may name it: a catalogue id; the URL of a GGUF file, of a manifest (`.json`) or
 * of a folder in MLC format (ending in `/`, with its library in it as `model.wasm`); a record; or a
 * list of records, best first.
 */
export type ModelChoice = string | ModelRecord | readonly ModelRecord[];

/** The models that a choice stands for. */
export interface ResolvedModels {
  readonly models: readonly ModelRecord[];
  /** Whether the site named them, best first, or left the choice among all of the catalogue. */
  readonly named: boolean;
}

/**
 * Resolves a choice. Only a manifest's URL is fetched, a kilobyte or so.
 *
 * @param base the URL that relative URLs start from.
 * @throws LocalLLMError `invalid-model` when the choice means nothing, `http` or `network` when a
 *   manifest cannot be fetched.
 */
export async function resolveModel(
  choice: ModelChoice | undefined,
  base: string,
  signal?: AbortSignal,
): Promise<ResolvedModels> {
  if (choice === undefined || choice === '') return { models: await loadCatalog(), named: false };
  if (typeof choice === 'string') return { models: await resolveName(choice, base, signal), named: true };
  const records: readonly unknown[] = Array.isArray(choice) ? choice : [choice];
  return { models: records.map((record) => parseModelRecord(record, base)), named: true };
}

/** Fetched only when it is asked for: a site with a model of its own does without. */
async function loadCatalog(): Promise<readonly ModelRecord[]> {
  const { modelCatalog } = await import('./catalog.js');
  return modelCatalog;
}

async function resolveName(name: string, base: string, signal?: AbortSignal): Promise<readonly ModelRecord[]> {
  // Names may hold dots, as in `qwen2.5-0.5b`: only the endings below and slashes make an address.
  if (!/\/|\.(json|gguf|bin)$/.test(name) || !URL.canParse(name, base)) return resolveCatalogName(name);
  const url = new URL(name, base);
  if (url.pathname.endsWith('.json')) return [parseModelRecord(await fetchManifest(url.href, signal), url.href)];
  if (url.pathname.endsWith('.gguf')) {
    return [parseModelRecord({ ...nameFrom(url), engine: 'wllama', files: [{ url: url.href }] }, base)];
  }
  if (url.pathname.endsWith('/')) {
    return [parseModelRecord({ ...nameFrom(url), engine: 'webllm', url: url.href, library: 'model.wasm' }, url.href)];
  }
  throw new LocalLLMError('invalid-model', `"${name}" is not the address of a model.`, {
    hint: 'The address must end in .gguf, in .json for a manifest, or in / for a folder in MLC format.',
  });
}

async function resolveCatalogName(name: string): Promise<readonly ModelRecord[]> {
  const catalog = await loadCatalog();
  const rank = ({ tier = 'cpu' }: ModelRecord) => DEVICE_TIERS.indexOf(tier);
  // The best build first: those for stronger devices are lighter and faster, wherever they run.
  const models = catalog
    .filter(({ id, family }) => id === name || family === name)
    .toSorted((one, other) => rank(other) - rank(one));
  if (models.length > 0) return models;
  const families = new Set(catalog.map(({ family }) => family));
  throw new LocalLLMError('invalid-model', `There is no model called "${name}".`, {
    hint: `Use one of ${[...families].join(', ')}, a manifest, or the URL of a GGUF file.`,
  });
}

function nameFrom(url: URL): { id: string; name: string } {
  const last = decodeURIComponent(url.pathname.replace(/\/$/, '').split('/').at(-1) ?? '');
  return { id: url.href, name: last.replace(/\.gguf$/i, '') || url.hostname };
}

async function fetchManifest(url: string, signal: AbortSignal | undefined): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    throwIfAborted(signal, 'Reading the model manifest');
    throw new LocalLLMError('network', 'The model manifest could not be fetched.', { cause: error, details: { url } });
  }
  if (!response.ok) {
    throw new LocalLLMError('http', `The server answered ${response.status} for the model manifest.`, {
      details: { url, status: response.status },
    });
  }
  return response.json().catch((error: unknown) => {
    throw new LocalLLMError('invalid-model', 'The model manifest is not JSON.', { cause: error, details: { url } });
  });
}
