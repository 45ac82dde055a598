/** Reads how large a model is, without downloading it. */
import type { ModelRecord } from '../models/model-record.js';
import { namedFiles, namesAllFiles, readMlcFolder } from './model-files.js';
import type { WantedFile } from './wanted-file.js';

/** Without an answer for this long, in milliseconds, the size is unknown. */
const DEADLINE_MS = 10_000;

/**
 * The exact bytes that a model's files have in all: read from the small lists of a folder in MLC
 * format, or asked of the server for each file of which nobody has said the size.
 *
 * @returns `null` when it cannot be told. Never throws.
 */
export async function measureModel(
  model: ModelRecord,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number | null> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const lengths = new Map<string, number>();
    const readText = async ({ url }: WantedFile): Promise<string> => {
      const text = await (await ask(url, { signal: either })).text();
      lengths.set(url, new TextEncoder().encode(text).length);
      return text;
    };
    const files =
      model.engine === 'wllama' || namesAllFiles(model)
        ? namedFiles(model)
        : (await readMlcFolder(model, readText)).files;
    const sizes = await Promise.all(
      files.map(async ({ url, bytes }) => bytes ?? lengths.get(url) ?? (await sizeOf(url, either))),
    );
    return sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0);
  } catch {
    // Whatever went wrong, the download itself will say it better.
    return null;
  }
}

async function sizeOf(url: string, signal: AbortSignal): Promise<number | null> {
  const head = await ask(url, { method: 'HEAD', signal });
  const length = lengthOf(head);
  if (length !== null) return length;
  // A server that compresses does not say the length, but for one byte it has no reason to.
  const response = await ask(url, { headers: { range: 'bytes=0-0' }, signal });
  await response.body?.cancel();
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (total !== undefined) return Number(total);
  return response.status === 200 ? lengthOf(response) : null;
}

function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-length');
  // A web page that came instead says nothing of the file.
  const isOther = headers.get('content-encoding') !== null || /^text\/html\b/i.test(headers.get('content-type') ?? '');
  return length === null || isOther ? null : Number(length);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`Status ${response.status}.`);
  return response;
}
