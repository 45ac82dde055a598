/** What the tools of messages need of the list that they belong to. */
import type { ChatMessage, ChatSession, ChatState } from '@local-llm-chat/core';
import type { Tool } from '@local-llm-chat/core/agent';
import type { LitElement, nothing, TemplateResult } from 'lit';
import type { ImageOrigins } from '../markdown/image-origins.js';
import type { MenuItem } from '../menu.js';
import type { CodeTools } from '../run/code-tools.js';
import type { Texts } from '../texts.js';
import type { PendingQuestion } from '../tools/pending-question.js';

/** A picture beside a message; a node is copied for each. */
export type MessageAvatar = (message: ChatMessage) => Node | TemplateResult | typeof nothing | null | undefined;

/** Draws what a message holds, in place of `content`, or around it. */
export type RenderMessage = (message: ChatMessage, content: TemplateResult) => unknown;

/** What the list shows besides the messages. */
export interface MessageListContext {
  readonly texts: Texts;
  /** The language of what is said, where it is not that of the texts. */
  readonly messageLang: string | null;
  /** An answer may be asked for. */
  readonly canAnswer: boolean;
  /** What is done to messages is done to this conversation. */
  readonly session: ChatSession | null;
  /** Answers can be rated. */
  readonly hasFeedback: boolean;
  /** Formulas in answers are set as such. */
  readonly hasFormulas: boolean;
  /** Where images in answers may be loaded from. */
  readonly images: ImageOrigins;
  /** What is offered with code in answers; `null` for nothing but to copy it. */
  readonly codeTools: CodeTools | null;
  /** The tools that answers may be made with. */
  readonly siteTools: readonly Tool[];
  /** What the visitor is being asked about one. */
  readonly question: PendingQuestion | null;
  readonly avatar: MessageAvatar | undefined;
  readonly renderMessage: RenderMessage | undefined;
  /** Puts the focus where the visitor writes. */
  readonly leave: () => void;
  /** Tells people who listen instead of look. */
  readonly announce: (text: string) => void;
  readonly onRetry: () => void;
  readonly onContinue: () => void;
  /** More entries for the menu of an answer, as for reading it aloud. */
  readonly moreItems?: (message: ChatMessage) => readonly MenuItem[];
  /** Shown instead of messages when there are none. */
  readonly empty: unknown;
}

/** The list, as its tools see it. */
export interface ListAccess {
  readonly host: LitElement;
  /** What was drawn last. */
  readonly chat: () => ChatState;
  readonly context: () => MessageListContext;
  /** The box of all messages; `null` while there is none. */
  readonly column: () => HTMLElement | null;
  readonly scrollToEnd: () => void;
}

/**
 * The element of a message. Looked for from the end, where nearly all happens: a query would go through all that a
 * thousand messages hold.
 */
export function messageElement(column: Element | null, id: string): HTMLElement | null {
  for (let stretch = column?.lastElementChild ?? null; stretch !== null; stretch = stretch.previousElementSibling) {
    for (let one = stretch.lastElementChild; one !== null; one = one.previousElementSibling) {
      if (one.getAttribute('data-id') === id) return one as HTMLElement;
    }
  }
  return null;
}
