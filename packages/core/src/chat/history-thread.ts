/** What is stored of a conversation beside its messages. */
import type { FilePart } from '../messages.js';
import { asFigure, asFlag, asId, asRecord, asText, asTime } from './history-record.js';
import { NO_LABELS, type ThreadLabels, type ThreadSummary } from './thread-info.js';

/** What the user has typed and attached, and not sent. */
export interface Draft {
  readonly text: string;
  readonly files: readonly FilePart[];
}

/** Nothing typed. */
export const EMPTY_DRAFT: Draft = { text: '', files: [] };

/** A stored conversation, without its messages. */
export interface StoredThread {
  readonly id: string;
  readonly summary: ThreadSummary;
  readonly labels: ThreadLabels;
}

/** A summary of plain data. */
export function readSummary(value: unknown, place: string): ThreadSummary {
  const record = asRecord(value, place);
  return {
    title: asText(record['title'], `${place}.title`),
    createdAt: asTime(record['createdAt'], `${place}.createdAt`),
    updatedAt: asTime(record['updatedAt'], `${place}.updatedAt`),
    messageCount: asFigure(record['messageCount'], `${place}.messageCount`),
    leafId: record['leafId'] === null ? null : asId(record['leafId'], `${place}.leafId`),
  };
}

/** Labels of plain data; `null` for none. */
export function readLabels(value: unknown, place = 'labels'): ThreadLabels {
  if (value === null) return NO_LABELS;
  const record = asRecord(value, place);
  return {
    ownTitle: record['ownTitle'] === null ? null : asText(record['ownTitle'], `${place}.ownTitle`),
    isPinned: asFlag(record['isPinned'], `${place}.isPinned`),
  };
}
