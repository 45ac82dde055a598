/** What a conversation is made of: messages of typed parts. */
import type { AgentEnd, ValueSource } from './agent-event.js';
import type { LocalLLMError } from './errors.js';
import type { FinishReason, Usage } from './generate.js';
import type { KnowledgeWork } from './knowledge-event.js';

/** A piece of a message. More kinds will join; skip those you do not know. */
export type MessagePart = TextPart | ReasoningPart | FilePart | ToolPart;

/** Text: Markdown from the assistant, as typed from the user. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** What a model thinks before it answers. It is shown, and not given back to the model with later questions. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
  /** How long it thought, in milliseconds; absent while it does. */
  readonly durationMs?: number;
}

/** A text that the user gives along with a question: the content of a file, or of the page. */
export interface FilePart {
  readonly type: 'file';
  /** Unique in its conversation. */
  readonly id: string;
  readonly name: string;
  /** The MIME type of the original, e.g. `application/pdf`. */
  readonly mediaType: string;
  /** The size of the original in bytes. */
  readonly bytes: number;
  /** What the model reads of it. */
  readonly text: string;
  /** A file of the user's, the page around the chat, or what is selected there. */
  readonly source: 'file' | 'page' | 'selection';
  /** Pages that the original has, where it has pages. */
  readonly pages?: number;
}

/** One argument of a tool's call, as text: it is there to be shown. */
export interface ToolPartArgument {
  readonly name: string;
  /** A text as it is, all else as JSON; cut where it is very long. */
  readonly text: string;
  readonly source: ValueSource;
  /** Names of earlier results and documents that are in it, such as `$1`. */
  readonly handles: readonly string[];
  /** It says where something goes, or what is touched. */
  readonly isSink: boolean;
}

/**
 * A call of a tool that an agent made, or wanted to make, before it answered. `asking`: it is being decided, by the user
 * where `verdict` is `ask`. `running`: it was allowed. The other three are final.
 */
export interface ToolPart {
  readonly type: 'tool';
  /** Unique in its message. */
  readonly id: string;
  /** `unknown` for a tool that there is not. */
  readonly tool: string;
  /** Its name for people, where the site has given it one. */
  readonly title?: string;
  readonly arguments: readonly ToolPartArgument[];
  readonly verdict: 'allow' | 'ask' | 'deny';
  /** Which rule has decided: a stable word, see `docs/policy.md`. */
  readonly rule: string;
  readonly status: 'asking' | 'running' | 'done' | 'failed' | 'denied';
  /** The result, cut; of a failure its code, of a denial why. Empty before. */
  readonly text: string;
  /** The name of the result, which later arguments may have in them. */
  readonly handle?: string;
}

/** How an agent's work for an answer has ended. */
export interface AgentWork {
  readonly end: AgentEnd;
  /** Strangers' text has to do with the answer: its links may lead anywhere. */
  readonly isTainted: boolean;
}

/** A task that a question asks for, in the place of a plain answer. */
export interface MessageTask {
  /** Which one, by the name that the page knows it by. */
  readonly id: string;
  /** What it is told besides, such as the language to translate to. */
  readonly option?: string;
}

/** `pending`: no text yet. `streaming`: growing. The other three are final. */
export type MessageStatus = 'pending' | 'streaming' | 'complete' | 'stopped' | 'failed';

/** One message of a conversation. Never changed in place: a change is another object. */
export interface ChatMessage {
  /** Unique in its conversation. */
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** The message that it follows; `null` for a first one. Messages that follow the same one are branches. */
  readonly parentId: string | null;
  /** When it was sent or begun, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus;
  /** Why the answer ended; absent while it runs and on the user's messages. */
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /** Why the answer failed, on a message of status `failed`. */
  readonly error?: LocalLLMError;
  /** The name of the model that answered. */
  readonly model?: string;
  /** On a question what it asks for, and on an answer what it is the result of: it is done again, never continued. */
  readonly task?: MessageTask;
  /** How the work with tools has ended, where the answer is an agent's. */
  readonly agent?: AgentWork;
  /** Where the answer comes from documents: what was found in them. */
  readonly knowledge?: KnowledgeWork;
  /** What the user thinks of the answer. */
  readonly rating?: 'good' | 'bad';
}

/** A conversation with all its branches. */
export interface MessageTree {
  /** All messages, of every branch, in the order in which they were begun: parents come before what follows them. */
  readonly messages: readonly ChatMessage[];
  /** The last message of the branch that is shown; `null` when there is none. */
  readonly leafId: string | null;
}

/**
 * True for an answer that was cut off after its first words or thoughts: by a stop, a length limit or a failure. What is
 * the result of a task, or is read from documents, is asked for again instead.
 */
export function canContinue(message: ChatMessage): boolean {
  const { task, knowledge } = message;
  if (task !== undefined || (knowledge !== undefined && knowledge.status !== 'not-found')) return false;
  const isCut = message.status === 'stopped' || message.status === 'failed' || message.finishReason === 'length';
  return (
    message.role === 'assistant' &&
    isCut &&
    message.parts.some(({ type, text }) => (type === 'text' || type === 'reasoning') && text !== '')
  );
}

/** All that a message says, its text parts joined; neither what the model thought nor what files hold. */
export function messageText(message: Pick<ChatMessage, 'parts'>): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'text') text += part.text;
  return text;
}

/** The files given along with a message, in order. */
export function messageFiles(message: Pick<ChatMessage, 'parts'>): readonly FilePart[] {
  return message.parts.filter((part) => part.type === 'file');
}
