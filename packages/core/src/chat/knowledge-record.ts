/** The documents of an answer that is read: what is not as it should be is left out, for the answer stands without. */
import type { KnowledgeSource, KnowledgeStatus, KnowledgeWork } from '../knowledge-event.js';
import { isRecord } from './plain-record.js';

const STATUSES: readonly KnowledgeStatus[] = ['searching', 'reading', 'found', 'not-found'];
/** No answer rests on more. */
const MOST = 64;
/** Nor is any of it longer, in characters: what is read may come from a file that anybody has made. */
const LONGEST = { address: 4000, name: 1000, quote: 4000, text: 20_000 };

/** What was found, as a field of a message; none where it cannot be told. */
export function knowledgeRecord(value: unknown): { readonly knowledge?: KnowledgeWork } {
  if (!isRecord(value)) return {};
  const { query, ranking, sources } = value;
  const status = STATUSES.find((known) => known === value['status']);
  if (status === undefined || !isText(query, LONGEST.text) || !Array.isArray(sources)) return {};
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
  if (!Number.isInteger(number) || !isText(url, LONGEST.address) || !isText(href, LONGEST.address)) return [];
  if (!isText(title, LONGEST.name) || !isText(text, LONGEST.text)) return [];
  return [
    {
      number: number as number,
      url,
      href,
      title,
      path: texts(path, LONGEST.name),
      text,
      quotes: texts(quotes, LONGEST.quote),
    },
  ];
}

function texts(value: unknown, longest: number): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => isText(one, longest)).slice(0, MOST) : [];
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}
