/** What the composer is told by the chat around it, and what it hands over. */
import type { ContextUse, FilePart, MessageDraft, WorkerMode } from '@local-llm-chat/core';
import type { Grants, Tool } from '@local-llm-chat/core/agent';
import type { TasksSetting } from './tasks/tasks-setting.js';
import type { Texts } from './texts.js';

/** A question to begin with: itself, or in full behind a short label. */
export type Suggestion = string | { readonly label: string; readonly text: string };

/** What a page sets on the composer. */
export interface ComposerSettings {
  readonly attachments: 'on' | 'off' | undefined;
  readonly pageContext: string | undefined;
  readonly dictation: boolean;
  readonly suggestions: readonly Suggestion[] | undefined;
  readonly tasks: TasksSetting;
  readonly tools: readonly Tool[] | undefined;
  /** Where the reader of PDF files is, and how its worker starts: as for the engines. */
  readonly enginesUrl: string | undefined;
  readonly workerMode: WorkerMode | undefined;
}

/** What is written and not sent. */
export interface ComposerDraft {
  readonly text: string;
  readonly files: readonly FilePart[];
}

/** What the composer shows and does. */
export interface ComposerContext {
  readonly texts: Texts;
  readonly placeholder: string;
  /** A message can be sent now. */
  readonly canSend: boolean;
  /** An answer is being written. */
  readonly isAnswering: boolean;
  /** The language that is written and spoken here, as a BCP 47 tag. */
  readonly lang: string;
  /** Nothing was said yet. */
  readonly isNew: boolean;
  readonly settings: ComposerSettings;
  /** What the visitor has said about tools in this conversation; `null` before one was used. */
  readonly grants: Grants | null;
  /** What the conversation alone uses of the context window. */
  readonly contextUse: ContextUse;
  /** What it would use with this message; `null` before there is a conversation. */
  readonly measure: (draft: MessageDraft) => ContextUse | null;
  /** About how many tokens a text needs. */
  readonly countTokens: (text: string) => number;
  readonly announce: (text: string) => void;
  readonly onSend: (message: string | MessageDraft) => void;
  readonly onStop: () => void;
  /** Ends reading aloud; absent while nothing is read. */
  readonly onStopReading?: (() => void) | undefined;
  /** Changes the question that was asked last; absent where that cannot be done. */
  readonly onEditLast?: (() => void) | undefined;
}

/** What can be given along with words: files alone, more than that behind a menu, or nothing. */
export function addable(
  { attachments, pageContext, dictation }: ComposerSettings,
  canDictate = true,
): 'files' | 'more' | null {
  if (pageContext || (dictation && canDictate)) return 'more';
  return attachments === 'off' ? null : 'files';
}
