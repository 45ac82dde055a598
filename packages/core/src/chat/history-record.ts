/** Messages as plain data, for the disk and for files, and back again: nothing is believed that was read. */
import { type ErrorCode, fromWire, LocalLLMError, toWire } from '../errors.js';
import type { FinishReason, Usage } from '../generate.js';
import type { ChatMessage, FilePart, MessagePart, MessageStatus, MessageTask } from '../messages.js';
import { knowledgeRecord } from './knowledge-record.js';
import type { PlainRecord } from './plain-record.js';
import type { DeletedMessage } from './thread-order.js';
import { agentRecord, toolRecord } from './tool-record.js';

export type { PlainRecord };

/** Longer ids are nobody's. */
const ID_LENGTH = 200;
/** The last day that JavaScript knows. */
const LAST_TIME = 8.64e15;

const STATUSES: readonly MessageStatus[] = ['pending', 'streaming', 'complete', 'stopped', 'failed'];
const FINISH_REASONS: readonly FinishReason[] = ['stop', 'length', 'abort'];
const SOURCES: readonly FilePart['source'][] = ['file', 'page', 'selection'];
const RATINGS = ['good', 'bad'] as const;

/** A message as plain data. */
export function toRecord(message: ChatMessage): PlainRecord {
  return message.error === undefined ? { ...message } : { ...message, error: toWire(message.error) };
}

/**
 * The message of plain data: each field is looked at, and only known ones are taken. Parts of a
 * kind that only a later version knows are left out.
 *
 * @param place how to call it in errors, e.g. `threads[2].messages[5]`.
 * @throws LocalLLMError `file-unreadable` that names the field.
 */
export function fromRecord(value: unknown, place: string): ChatMessage {
  const record = asRecord(value, place);
  const at = (field: string) => `${place}.${field}`;
  const role = record['role'];
  if (role !== 'user' && role !== 'assistant') throw unreadable(at('role'), "is not 'user' or 'assistant'");
  const model = optional(record['model'], at('model'), asText);
  const rating = optional(record['rating'], at('rating'), (rated, where) => oneOf(rated, RATINGS, where));
  const task = optional(record['task'], at('task'), asTask);
  const usage = optional(record['usage'], at('usage'), asUsage);
  const error = optional(record['error'], at('error'), asError);
  const finishReason = optional(record['finishReason'], at('finishReason'), (reason, where) =>
    oneOf(reason, FINISH_REASONS, where),
  );
  return {
    id: asId(record['id'], at('id')),
    role,
    parentId: record['parentId'] === null ? null : asId(record['parentId'], at('parentId')),
    createdAt: asTime(record['createdAt'], at('createdAt')),
    parts: asList(record['parts'], at('parts')).flatMap((part, index) => asPart(part, at(`parts[${index}]`))),
    status: oneOf(record['status'], STATUSES, at('status')),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
    ...(model === undefined ? {} : { model }),
    ...(task === undefined ? {} : { task }),
    ...agentRecord(record['agent']),
    ...knowledgeRecord(record['knowledge']),
    ...(rating === undefined ? {} : { rating }),
  };
}

function asPart(value: unknown, place: string): MessagePart[] {
  const part = asRecord(value, place);
  const type = asText(part['type'], `${place}.type`);
  switch (type) {
    case 'text':
      return [{ type, text: asText(part['text'], `${place}.text`) }];
    case 'reasoning': {
      const durationMs = optional(part['durationMs'], `${place}.durationMs`, asFigure);
      const text = asText(part['text'], `${place}.text`);
      return [{ type, text, ...(durationMs === undefined ? {} : { durationMs }) }];
    }
    case 'file':
      return [asFile(part, place)];
    case 'tool':
      return toolRecord(part);
    default:
      return [];
  }
}

/** What is stored under the id of a message: it, or that it was deleted. */
export function asEntry(value: unknown, place: string): ChatMessage | Omit<DeletedMessage, 'id'> {
  const { isDeleted, parentId, length } = asRecord(value, place);
  if (isDeleted !== true) return fromRecord(value, place);
  return { parentId: parentId === null ? null : asId(parentId, place), length: asFigure(length, place) };
}

/** A file of plain data. */
export function asFile(value: unknown, place: string): FilePart {
  const file = asRecord(value, place);
  const pages = optional(file['pages'], `${place}.pages`, asFigure);
  return {
    type: 'file',
    id: asId(file['id'], `${place}.id`),
    name: asText(file['name'], `${place}.name`),
    mediaType: asText(file['mediaType'], `${place}.mediaType`),
    bytes: asFigure(file['bytes'], `${place}.bytes`),
    text: asText(file['text'], `${place}.text`),
    source: oneOf(file['source'], SOURCES, `${place}.source`),
    ...(pages === undefined ? {} : { pages }),
  };
}

function asUsage(value: unknown, place: string): Usage {
  const usage = asRecord(value, place);
  const figure = (field: keyof Usage) => asFigure(usage[field], `${place}.${field}`);
  return {
    promptTokens: figure('promptTokens'),
    cachedTokens: figure('cachedTokens'),
    completionTokens: figure('completionTokens'),
    timeToFirstTokenMs: figure('timeToFirstTokenMs'),
    decodeTokensPerSecond: figure('decodeTokensPerSecond'),
  };
}

function asTask(value: unknown, place: string): MessageTask {
  const task = asRecord(value, place);
  const option = optional(task['option'], `${place}.option`, asId);
  return { id: asId(task['id'], `${place}.id`), ...(option === undefined ? {} : { option }) };
}

function asError(value: unknown, place: string): LocalLLMError {
  const error = asRecord(value, place);
  const { reason } = asRecord(error['details'] ?? {}, `${place}.details`);
  return fromWire({
    // A code that only a later version knows is as good as its hint.
    code: asText(error['code'], `${place}.code`) as ErrorCode,
    message: asText(error['message'], `${place}.message`),
    hint: asText(error['hint'], `${place}.hint`),
    // Of all that was known of it this one word decides what is said.
    details: typeof reason === 'string' && reason.length <= ID_LENGTH ? { reason } : {},
  });
}

export function asRecord(value: unknown, place: string): PlainRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(place, 'is not an object');
  // Only what the object has itself: no field comes from a prototype.
  return Object.assign(Object.create(null), value);
}

export function asList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable(place, 'is not a list');
  return value;
}

export function asText(value: unknown, place: string): string {
  if (typeof value !== 'string') throw unreadable(place, 'is not a text');
  return value;
}

export function asId(value: unknown, place: string): string {
  const id = asText(value, place);
  if (id === '' || id.length > ID_LENGTH) throw unreadable(place, 'is empty or too long');
  return id;
}

export function asFlag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') throw unreadable(place, 'is neither true nor false');
  return value;
}

export function asFigure(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw unreadable(place, 'is not a number of at least 0');
  }
  return value;
}

export function asTime(value: unknown, place: string): number {
  const time = asFigure(value, place);
  if (time > LAST_TIME) throw unreadable(place, 'is later than any date');
  return time;
}

function optional<T>(value: unknown, place: string, read: (value: unknown, place: string) => T): T | undefined {
  return value === undefined ? undefined : read(value, place);
}

function oneOf<T extends string>(value: unknown, words: readonly T[], place: string): T {
  const word = words.find((known) => known === value);
  if (word === undefined) throw unreadable(place, `is none of '${words.join("', '")}'`);
  return word;
}

/** The error for data that is not what it should be. Says where, never what stood there. */
export function unreadable(place: string, problem: string): LocalLLMError {
  return new LocalLLMError('file-unreadable', `Cannot read these conversations: ${place} ${problem}.`, {
    hint: 'Choose a file that was exported from here, as it was saved.',
    details: { place },
  });
}
