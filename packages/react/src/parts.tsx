/** The pieces of a chat as React components, to arrange around one session. */

import { createComponent, type EventName } from '@lit/react';
import type {
  KnowledgeWorkEvent,
  LLMErrorEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  ModelChangeEvent,
  PolicyDecisionEvent,
  SourceOpenEvent,
  StatusChangeEvent,
  ThreadChangeEvent,
  ToolCallEvent,
  ToolResultEvent,
} from '@local-llm-chat/element';
import {
  LocalLLMComposer as ComposerElement,
  LocalLLMMessages as MessagesElement,
  LocalLLMModelPanel as ModelPanelElement,
  LocalLLMSession as SessionElement,
  LocalLLMThreads as ThreadsElement,
} from '@local-llm-chat/element/parts.js';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import * as react from 'react';
import type { LocalLLMChatProps } from './local-llm-chat.js';

/** The element behind `<LocalLLMSession>`, as a `ref` gives it. */
export type LocalLLMSessionElement = SessionElement;

/** What `<LocalLLMSession>` takes: all of `<LocalLLMChat>` but what is about its own look. */
export interface LocalLLMSessionProps extends Omit<LocalLLMChatProps, 'display' | 'side' | 'open' | 'onOpenChange'> {}

/** What each piece takes, beside the attributes of every HTML element. */
export interface LocalLLMPartProps extends HTMLAttributes<HTMLElement> {
  /** The `id` of its session, where it does not stand inside. */
  readonly htmlFor?: string | undefined;
  /** `compact` takes less room. */
  readonly density?: 'compact' | undefined;
}

type Part<Element> = ForwardRefExoticComponent<LocalLLMPartProps & RefAttributes<Element>>;

/**
 * One conversation without a look of its own, around the pieces that show it.
 *
 * @example
 * ```tsx
 * import { LocalLLMComposer, LocalLLMMessages, LocalLLMModelPanel, LocalLLMSession } from '@local-llm-chat/react/parts';
 *
 * export function Assistant() {
 *   return (
 *     <LocalLLMSession system="You know everything about house plants.">
 *       <aside>
 *         <LocalLLMModelPanel />
 *       </aside>
 *       <LocalLLMMessages />
 *       <LocalLLMComposer />
 *     </LocalLLMSession>
 *   );
 * }
 * ```
 */
export const LocalLLMSession = createComponent({
  react,
  tagName: 'local-llm-session',
  elementClass: SessionElement,
  displayName: 'LocalLLMSession',
  events: {
    onStatusChange: 'llm-statuschange' as EventName<StatusChangeEvent>,
    onProgress: 'llm-progress' as EventName<LLMProgressEvent>,
    onModelChange: 'llm-modelchange' as EventName<ModelChangeEvent>,
    onMessage: 'llm-message' as EventName<LLMMessageEvent>,
    onError: 'llm-error' as EventName<LLMErrorEvent>,
    onToolCall: 'llm-toolcall' as EventName<ToolCallEvent>,
    onPolicyDecision: 'llm-policydecision' as EventName<PolicyDecisionEvent>,
    onToolResult: 'llm-toolresult' as EventName<ToolResultEvent>,
    onKnowledge: 'llm-knowledge' as EventName<KnowledgeWorkEvent>,
    onSourceOpen: 'llm-source-open' as EventName<SourceOpenEvent>,
    onThreadChange: 'llm-threadchange' as EventName<ThreadChangeEvent>,
  },
}) as ForwardRefExoticComponent<LocalLLMSessionProps & RefAttributes<LocalLLMSessionElement>>;

/** The conversation of a session. */
export const LocalLLMMessages = createComponent({
  react,
  tagName: 'local-llm-messages',
  elementClass: MessagesElement,
  displayName: 'LocalLLMMessages',
}) as Part<MessagesElement>;

/** The message field of a session. */
export const LocalLLMComposer = createComponent({
  react,
  tagName: 'local-llm-composer',
  elementClass: ComposerElement,
  displayName: 'LocalLLMComposer',
}) as Part<ComposerElement>;

/** The model of a session: its download, its choice, its storage. */
export const LocalLLMModelPanel = createComponent({
  react,
  tagName: 'local-llm-model-panel',
  elementClass: ModelPanelElement,
  displayName: 'LocalLLMModelPanel',
}) as Part<ModelPanelElement>;

/** The conversations of a session. */
export const LocalLLMThreads = createComponent({
  react,
  tagName: 'local-llm-threads',
  elementClass: ThreadsElement,
  displayName: 'LocalLLMThreads',
}) as Part<ThreadsElement>;
