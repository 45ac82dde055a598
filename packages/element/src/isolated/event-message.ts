/** What happens in the frame, on its way to the page, and read there as if an attacker had written it. Pure. */
import type { ChatMessage, EngineState, ModelRecord } from '@local-llm-chat/core';
import { Fields, readError } from '@local-llm-chat/core/isolate';
import { initialEngineState } from '@local-llm-chat/core/page';

/** The most that the page is told of a conversation, in characters: its end. */
const MOST_TEXT = 500_000;
const MOST_MESSAGES = 2000;
const LONGEST_ID = 2000;
const STATUSES = [
  'idle',
  'checking',
  'awaiting-consent',
  'downloading',
  'loading',
  'ready',
  'busy',
  'failed',
  'unsupported',
] as const;

/** Finds a model by its id, among those that the page itself has offered. */
export type FindModel = (id: string) => ModelRecord | undefined;

/** The engine's state as it is sent: of its choice no more than the model's id. */
export function stateMessage({ status, choice, download, loadFraction, loaded, error }: EngineState): unknown {
  return {
    status,
    model: choice?.model.id,
    onDevice: choice?.onDevice,
    download,
    loadFraction,
    loaded: loaded && { contextWindow: loaded.contextWindow, threads: loaded.threads },
    error: error && errorMessage(error),
  };
}

/** An error as it is sent. */
export function errorMessage({ code, message, hint, details }: NonNullable<EngineState['error']>): unknown {
  return { code, message: message.slice(0, 2000), hint: hint.slice(0, 2000), details };
}

/** The conversation as it is sent: its texts, and of a very long one the end. */
export function conversationMessage(messages: readonly ChatMessage[]): readonly unknown[] {
  const sent: unknown[] = [];
  let length = 0;
  for (const message of messages.toReversed()) {
    const text = messageTextOf(message);
    length += text.length;
    if (length > MOST_TEXT || sent.length === MOST_MESSAGES) break;
    sent.unshift(messageMessage(message));
  }
  return sent;
}

/** One message as it is sent. */
export function messageMessage(message: ChatMessage): unknown {
  const { id, role, parentId, createdAt, status, finishReason, model, rating, error } = message;
  const text = messageTextOf(message).slice(0, MOST_TEXT);
  return {
    ...{ id, role, parentId, createdAt, status, finishReason, model, rating, text },
    error: error && errorMessage(error),
  };
}

function messageTextOf({ parts }: ChatMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The state, with the page's own record of the model. */
export function readState(data: unknown, find: FindModel): EngineState {
  const fields = new Fields(data);
  const model = fields.has('model') ? find(fields.text('model', LONGEST_ID)) : undefined;
  return {
    ...initialEngineState,
    status: fields.word('status', STATUSES),
    choice: model
      ? { engine: 'wllama', model, onDevice: fields.flag('onDevice'), reasons: [], alternatives: [] }
      : null,
    download: fields.has('download') ? readDownload(fields.any('download')) : null,
    loadFraction: fields.amountOrNull('loadFraction'),
    loaded: fields.has('loaded') ? readLoaded(fields.any('loaded')) : null,
    error: fields.has('error') ? readError(fields.any('error')) : null,
  };
}

function readDownload(data: unknown): NonNullable<EngineState['download']> {
  const fields = new Fields(data);
  return {
    loadedBytes: fields.amount('loadedBytes'),
    totalBytes: fields.amountOrNull('totalBytes'),
    bytesPerSecond: fields.amountOrNull('bytesPerSecond'),
    hold: fields.has('hold') ? fields.word('hold', ['paused', 'offline', 'retrying']) : null,
    // The frame has a clock of its own.
    atMs: performance.now(),
  };
}

function readLoaded(data: unknown): NonNullable<EngineState['loaded']> {
  const fields = new Fields(data);
  return { contextWindow: fields.amount('contextWindow'), threads: fields.amount('threads'), device: 'cpu' };
}

/** A conversation. */
export function readConversation(data: unknown): readonly ChatMessage[] {
  return new Fields({ data }).list('data', MOST_MESSAGES).map(readMessage);
}

/** One message: its text, and what is known about it. */
export function readMessage(data: unknown): ChatMessage {
  const fields = new Fields(data);
  const word = <Word extends string>(name: string, known: readonly Word[]) =>
    fields.has(name) ? { [name]: fields.word(name, known) } : {};
  return {
    id: fields.text('id', 200),
    role: fields.word('role', ['user', 'assistant']),
    parentId: fields.has('parentId') ? fields.text('parentId', 200) : null,
    createdAt: fields.amount('createdAt'),
    parts: [{ type: 'text', text: fields.text('text', MOST_TEXT) }],
    status: fields.word('status', ['pending', 'streaming', 'complete', 'stopped', 'failed']),
    ...word('finishReason', ['stop', 'length', 'abort']),
    ...word('rating', ['good', 'bad']),
    ...(fields.has('model') ? { model: fields.text('model') } : {}),
    ...(fields.has('error') ? { error: readError(fields.any('error')) } : {}),
  };
}
