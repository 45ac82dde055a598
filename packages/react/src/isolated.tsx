/** `<local-llm-chat-isolated>` as a React component. It brings nothing of the chat itself, which comes in a frame. */

import { createComponent, type EventName } from '@lit/react';
import type { ChatOptions, LocalLLMOptions } from '@local-llm-chat/core';
import type {
  LLMErrorEvent,
  LLMFeedbackEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  ModelChangeEvent,
  ReadyTask,
  StatusChangeEvent,
  Suggestion,
  TextKey,
} from '@local-llm-chat/element';
import { LocalLLMChatIsolated as elementClass } from '@local-llm-chat/element/isolated.js';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import * as react from 'react';

/** The element itself, as a `ref` gives it. */
export type LocalLLMChatIsolatedElement = elementClass;

/** What `<LocalLLMChatIsolated>` takes, beside the attributes of every HTML element. */
export interface LocalLLMChatIsolatedProps
  extends Omit<HTMLAttributes<LocalLLMChatIsolatedElement>, 'onError' | 'onProgress'>,
    Pick<LocalLLMOptions, 'model' | 'workerMode' | 'enginesUrl' | 'contextWindow'> {
  /** The address of `isolated.html`, when it is not beside the script. */
  readonly frameUrl?: string | undefined;
  /** `compact` takes less room. */
  readonly density?: 'compact' | undefined;
  /** What the model is told before the conversation. */
  readonly system?: string | undefined;
  /** Sampling and limits of every answer. */
  readonly request?: ChatOptions['request'] | undefined;
  /** Downloads and starts the model without asking the visitor first. */
  readonly autoload?: boolean | undefined;
  /** The hint in the empty message field. */
  readonly placeholder?: string | undefined;
  /** The title above the conversation; empty for none. */
  readonly heading?: string | undefined;
  /** Words of your own, by the key of a text; the guide “Languages” lists them. */
  readonly texts?: { readonly [Key in TextKey]?: string } | undefined;
  /** Lets the visitor rate answers. */
  readonly feedback?: boolean | undefined;
  /** Sets formulas between dollar signs in answers as such. */
  readonly math?: boolean | undefined;
  /** Whether text files can be given along: `on` (default) or `off`. */
  readonly attachments?: 'on' | 'off' | undefined;
  /** Questions to begin with. */
  readonly suggestions?: readonly Suggestion[] | undefined;
  /** Offers ready tasks on each text that is given along. */
  readonly tasks?: boolean | readonly ReadyTask[] | undefined;
  /** The engine's status has changed. */
  readonly onStatusChange?: ((event: StatusChangeEvent) => void) | undefined;
  /** A download or a start has come further. */
  readonly onProgress?: ((event: LLMProgressEvent) => void) | undefined;
  /** Another model was chosen. */
  readonly onModelChange?: ((event: ModelChangeEvent) => void) | undefined;
  /** A message was sent, or an answer has ended. */
  readonly onMessage?: ((event: LLMMessageEvent) => void) | undefined;
  /** The visitor rates an answer, or takes the rating back. */
  readonly onFeedback?: ((event: LLMFeedbackEvent) => void) | undefined;
  /** The frame, the engine or an answer has failed. */
  readonly onError?: ((event: LLMErrorEvent) => void) | undefined;
}

/**
 * The chat in a frame that can reach nothing. On a server it renders the empty tag.
 *
 * @example
 * ```tsx
 * import { LocalLLMChatIsolated } from '@local-llm-chat/react/isolated';
 *
 * export const Assistant = () => <LocalLLMChatIsolated heading="Ask us" />;
 * ```
 */
export const LocalLLMChatIsolated = createComponent({
  react,
  tagName: 'local-llm-chat-isolated',
  elementClass,
  displayName: 'LocalLLMChatIsolated',
  events: {
    onStatusChange: 'llm-statuschange' as EventName<StatusChangeEvent>,
    onProgress: 'llm-progress' as EventName<LLMProgressEvent>,
    onModelChange: 'llm-modelchange' as EventName<ModelChangeEvent>,
    onMessage: 'llm-message' as EventName<LLMMessageEvent>,
    onFeedback: 'llm-feedback' as EventName<LLMFeedbackEvent>,
    onError: 'llm-error' as EventName<LLMErrorEvent>,
  },
}) as ForwardRefExoticComponent<LocalLLMChatIsolatedProps & RefAttributes<LocalLLMChatIsolatedElement>>;
