/** What a conversation is made with, and what is sent into it. */
import type { Generate, GenerateRequest } from '../generate.js';
import { toHex } from '../hex.js';
import type { ChatMessage, FilePart, MessagePart, MessageTask, MessageTree } from '../messages.js';
import type { RunTask } from './task-turn.js';

/** Settings of a conversation. */
export interface ChatOptions {
  /** What the model is told before the conversation. Default: none. */
  readonly system?: string;
  /** Sampling and limits for every answer. */
  readonly request?: Omit<GenerateRequest, 'messages'>;
  /** Answers in the place of the model, such as an agent around it. */
  readonly generate?: Generate | undefined;
  /** Does the tasks that messages ask for. Without it there are none. */
  readonly runTask?: RunTask | undefined;
  /** A conversation to go on with, as `tree` of the state of a session was. Counts at the start only. */
  readonly restore?: MessageTree | undefined;
}

/** What a user sends: a text, files, or both; and a task, if that is to be done instead of answering. */
export interface MessageDraft {
  readonly text?: string | undefined;
  readonly files?: readonly FilePart[] | undefined;
  readonly task?: MessageTask | undefined;
}

/** What became of messages elsewhere, beside being written. */
export interface MergeOptions {
  /** Those that were deleted, and what they followed. The one that is being written here stays. */
  readonly deleted?: readonly { readonly id: string; readonly parentId: string | null }[] | undefined;
  /** Ids of those that are there again, whoever had deleted them. */
  readonly restored?: readonly string[] | undefined;
}

/** What a session needs of the world. */
export interface ChatDependencies {
  readonly generate: Generate;
  /** Tokens that prompt and answer may have together, asked for at each turn. */
  readonly contextWindow: () => number;
  /** The name of the model that answers now. */
  readonly modelName?: () => string | undefined;
  readonly createId?: () => string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Stands for the next question when a prompt is measured. */
export const EMPTY_DRAFT: ChatMessage = {
  id: '',
  role: 'user',
  parentId: null,
  createdAt: 0,
  parts: [],
  status: 'complete',
};

export function draftOf(message: string | MessageDraft): MessageDraft {
  return typeof message === 'string' ? { text: message } : message;
}

export function partsOf(text: string, files: readonly FilePart[]): readonly MessagePart[] {
  return text.trim() === '' ? files : [...files, { type: 'text', text }];
}

/** `crypto.randomUUID` exists only in secure contexts; ids need not be secret. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return toHex(bytes);
}
