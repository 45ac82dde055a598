/** All of many conversations in one JSON file, and back again. */
import { LocalLLMError } from '../errors.js';
import type { ChatMessage, MessageTree } from '../messages.js';
import { asFlag, asId, asList, asRecord, asText, fromRecord, toRecord, unreadable } from './history-record.js';
import type { ThreadLabels } from './thread-info.js';
import { asStopped } from './thread-order.js';

/** What a file says it is; the figure grows when older versions could not read it. */
const FORMAT = 'local-llm-chat/threads@1';

/** The largest file that is read, in bytes or UTF-16 units. */
export const ARCHIVE_MOST = 64 * 2 ** 20;

/** One conversation of a file. */
export interface ArchivedThread {
  readonly id: string;
  readonly labels: ThreadLabels;
  readonly tree: MessageTree;
}

/** The file's text. */
export function toArchive(threads: readonly ArchivedThread[], exportedAt: number): string {
  const records = threads.map(({ id, labels: { ownTitle, isPinned }, tree: { messages, leafId } }) => ({
    id,
    ownTitle,
    isPinned,
    leafId,
    messages: messages.map(toRecord),
  }));
  return JSON.stringify({ format: FORMAT, exportedAt: new Date(exportedAt).toISOString(), threads: records });
}

/**
 * Reads a file, all of it or nothing: every field is looked at, and what nobody knows is left out.
 *
 * @throws LocalLLMError `file-unreadable` that says where it is wrong; the content is not quoted.
 */
export function fromArchive(text: string): readonly ArchivedThread[] {
  if (text.length > ARCHIVE_MOST) throw tooLarge();
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw unreadable('the file', 'is not JSON');
  }
  const { format, threads } = asRecord(file, 'the file');
  if (format !== FORMAT) throw unreadable('format', `is not '${FORMAT}'`);
  const ids = new Set<string>();
  return asList(threads, 'threads').map((value, index) => {
    const thread = asThread(value, `threads[${index}]`);
    if (ids.has(thread.id)) throw unreadable(`threads[${index}].id`, 'is there twice');
    ids.add(thread.id);
    return thread;
  });
}

/** The error for a file that nobody has exported from here. */
export function tooLarge(): LocalLLMError {
  return new LocalLLMError('file-unreadable', `The file is larger than ${ARCHIVE_MOST / 2 ** 20} MiB.`, {
    hint: 'Export fewer conversations at a time, and import the files one after the other.',
  });
}

function asThread(value: unknown, place: string): ArchivedThread {
  const record = asRecord(value, place);
  const at = (field: string) => `${place}.${field}`;
  const seen = new Set<string>();
  const messages = asList(record['messages'], at('messages')).map((entry, index): ChatMessage => {
    const where = at(`messages[${index}]`);
    const message = fromRecord(entry, where);
    if (seen.has(message.id)) throw unreadable(`${where}.id`, 'is there twice');
    // Parents come first, so there can be no circle.
    if (message.parentId !== null && !seen.has(message.parentId)) {
      throw unreadable(`${where}.parentId`, 'is no earlier message');
    }
    seen.add(message.id);
    // Nobody is writing it any more.
    return asStopped(message);
  });
  const leafId = record['leafId'] === null ? null : asId(record['leafId'], at('leafId'));
  if (leafId !== null && !seen.has(leafId)) throw unreadable(at('leafId'), 'is no message');
  return {
    id: asId(record['id'], at('id')),
    labels: {
      ownTitle: record['ownTitle'] === null ? null : asText(record['ownTitle'], at('ownTitle')),
      isPinned: asFlag(record['isPinned'], at('isPinned')),
    },
    tree: { messages, leafId },
  };
}
