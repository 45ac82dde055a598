/** The documents of an answer that is read: what is not as it should be is left out, for the answer stands without. */
import type { KnowledgeSource, KnowledgeStatus, KnowledgeWork } from '../knowledge-event.js';

/** Plain data, as `JSON.parse` gives it. */
type PlainRecord = Readonly<Record<string, unknown>>;

const STATUSES: readonly KnowledgeStatus[] = ['searching', 'reading', 'found', 'not-found'];
/** No answer rests on more. */
const MOST = 64;

/** What was found, as a field of a message; none where it cannot be told. */
export function knowledgeRecord(value: unknown): { readonly knowledge?: KnowledgeWork } {
  if (!isRecord(value)) return {};
  const { query, ranking, sources } = value;
  const status = STATUSES.find((known) => known === value['status']);
  if (status === undefined || typeof query !== 'string' || !Array.isArray(sources)) return {};
  return {
    knowledge: {
      status,
      query,
      ...(ranking === 'keywords' || ranking === 'hybrid' ? { ranking } : {}),
      sources: sources.slice(0, MOST).flatMap(sourceRecord),
    },
  };
}

function sourceRecord(value: unknown): readonly KnowledgeSource[] {
  if (!isRecord(value)) return [];
  const { number, url, href, title, text, path, quotes } = value;
  if (!Number.isInteger(number) || typeof url !== 'string' || typeof href !== 'string') return [];
  if (typeof title !== 'string' || typeof text !== 'string') return [];
  return [{ number: number as number, url, href, title, path: texts(path), text, quotes: texts(quotes) }];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').slice(0, MOST) : [];
}

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null;
}
