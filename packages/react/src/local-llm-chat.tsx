/** `<local-llm-chat>` as a React component. */

import { createComponent, type EventName } from '@lit/react';
import type { ChatOptions, LocalLLM, LocalLLMOptions } from '@local-llm-chat/core';
import type { Tool } from '@local-llm-chat/core/agent';
import type {
  AgentSettings,
  DisplayForm,
  LocalLLMChat as Element,
  KnowledgeSetting,
  KnowledgeWorkEvent,
  LLMErrorEvent,
  LLMFeedbackEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  MessageAvatar,
  ModelChangeEvent,
  OpenChangeEvent,
  PolicyDecisionEvent,
  RenderMessage,
  SourceOpenEvent,
  StatusChangeEvent,
  Suggestion,
  TasksSetting,
  TextOverrides,
  ThreadChangeEvent,
  ThreadsForm,
  ToolCallEvent,
  ToolResultEvent,
} from '@local-llm-chat/element';
import { LocalLLMChat as elementClass } from '@local-llm-chat/element/define.js';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import * as react from 'react';

/** The element itself, as a `ref` gives it. */
export type LocalLLMChatElement = Element;

/** What `<LocalLLMChat>` takes, beside the attributes of every HTML element. */
export interface LocalLLMChatProps
  extends Omit<HTMLAttributes<LocalLLMChatElement>, 'onError' | 'onProgress' | 'placeholder'>,
    Pick<LocalLLMOptions, 'model' | 'engine' | 'workerMode' | 'enginesUrl' | 'share' | 'contextWindow'> {
  /** A model of your own, e.g. of `useLocalLLM`, instead of one that the element makes. */
  readonly llm?: LocalLLM | undefined;
  /** What the model is told before the conversation. */
  readonly system?: string | undefined;
  /** Sampling and limits of every answer. */
  readonly request?: ChatOptions['request'] | undefined;
  /** Loads at once, without asking. Only for pages whose visitors have agreed elsewhere. */
  readonly autoload?: boolean | undefined;
  /** The text in the empty input. */
  readonly placeholder?: string | undefined;
  /** The name of the chat. */
  readonly heading?: string | undefined;
  /** Words of your own, by the key of a text; the guide “Languages” lists them. */
  readonly texts?: TextOverrides | undefined;
  /** Whether files can be given along with a question: `on` (default) or `off`. */
  readonly attachments?: 'on' | 'off' | undefined;
  /** What of the page around the chat the visitor may give along: `selection`, `page`, or both with a space between. */
  readonly pageContext?: string | undefined;
  /** Offers to speak instead of typing, where the browser understands speech on the device. */
  readonly dictation?: boolean | undefined;
  /** Offers to read answers aloud, with voices that are on the device. */
  readonly readAloud?: boolean | undefined;
  /** Questions to begin with. */
  readonly suggestions?: readonly Suggestion[] | undefined;
  /** What can be done with a text that is given along: `true` for the ready tasks, or a list, with your own among them. */
  readonly tasks?: TasksSetting;
  /**
   * What the assistant can use for its answers, such as what `defineTool` of `@local-llm-chat/core/agent` makes. Keep the
   * tools the same from render to render.
   */
  readonly tools?: readonly Tool[] | undefined;
  /** Limits of the work with tools for one answer, and the site's own addresses. */
  readonly agent?: AgentSettings | undefined;
  /**
   * Documents that questions are answered from: the address of an index, or what `createKnowledge` of
   * `@local-llm-chat/core/knowledge` gives. Keep that the same from render to render.
   */
  readonly knowledge?: KnowledgeSetting | undefined;
  /** `inline` (default), `panel` or `launcher`. */
  readonly display?: DisplayForm | undefined;
  /** Where a panel or a launcher stands. */
  readonly side?: 'start' | 'end' | undefined;
  /** Whether the panel or the launcher's window is open. Keep it in step with `onOpenChange`, or leave it out. */
  readonly open?: boolean | undefined;
  /** `compact` takes less room. */
  readonly density?: 'compact' | undefined;
  /** Where conversations are kept: `memory` (default), as long as the page lasts, or on the `device`. */
  readonly history?: 'memory' | 'device' | undefined;
  /** Conversations of another name are others. */
  readonly historyName?: string | undefined;
  /** Where the list of conversations stands: `auto` (default), `sidebar`, `sheet` or `none`. */
  readonly threads?: ThreadsForm | undefined;
  /** Sets formulas between dollar signs in answers as such. */
  readonly math?: boolean | undefined;
  /** Origins that images in answers may be loaded from. Default: none, images are named. */
  readonly imageOrigins?: string | readonly string[] | undefined;
  /** Offers to run JavaScript in answers, in a sandbox without page, network or storage. */
  readonly runCode?: boolean | undefined;
  /** Lets the visitor rate answers. */
  readonly feedback?: boolean | undefined;
  /** A picture beside each message. Keep the function the same from render to render. */
  readonly messageAvatar?: MessageAvatar | undefined;
  /** Draws messages, with Lit. Keep the function the same from render to render. */
  readonly renderMessage?: RenderMessage | undefined;
  /** The panel or the launcher's window was opened or closed. */
  readonly onOpenChange?: ((event: OpenChangeEvent) => void) | undefined;
  /** Another conversation is shown. */
  readonly onThreadChange?: ((event: ThreadChangeEvent) => void) | undefined;
  /** The engine's status has changed. */
  readonly onStatusChange?: ((event: StatusChangeEvent) => void) | undefined;
  /** A download or a start has come further, or stands still; at most ten a second. */
  readonly onProgress?: ((event: LLMProgressEvent) => void) | undefined;
  /** Another model was chosen, by the visitor or because one did not work. */
  readonly onModelChange?: ((event: ModelChangeEvent) => void) | undefined;
  /** A message of the visitor was sent, or an answer has ended. */
  readonly onMessage?: ((event: LLMMessageEvent) => void) | undefined;
  /** The visitor rates an answer, or takes the rating back; only with `feedback`. */
  readonly onFeedback?: ((event: LLMFeedbackEvent) => void) | undefined;
  /** The model wants to call a tool; with the verdict `ask` the visitor is asked. */
  readonly onToolCall?: ((event: ToolCallEvent) => void) | undefined;
  /** A call was decided about, by the rules or by the visitor. */
  readonly onPolicyDecision?: ((event: PolicyDecisionEvent) => void) | undefined;
  /** What came of a call. */
  readonly onToolResult?: ((event: ToolResultEvent) => void) | undefined;
  /** An answer from documents searches, reads, has found something, or nothing. */
  readonly onKnowledge?: ((event: KnowledgeWorkEvent) => void) | undefined;
  /** The visitor opens a source; `preventDefault()` leaves it to you. */
  readonly onSourceOpen?: ((event: SourceOpenEvent) => void) | undefined;
  /** The engine or an answer has failed. */
  readonly onError?: ((event: LLMErrorEvent) => void) | undefined;
}

/**
 * The whole chat. Its slots `header`, `empty` and `footer` are children with a `slot` attribute.
 * On a server it renders the empty tag, which the browser then fills.
 *
 * @example
 * ```tsx
 * import { LocalLLMChat } from '@local-llm-chat/react';
 *
 * export function Assistant() {
 *   return (
 *     <LocalLLMChat model="smollm2-135m" heading="Ask us" onError={(event) => console.log(event.error.hint)}>
 *       <p slot="footer">Answers may be wrong.</p>
 *     </LocalLLMChat>
 *   );
 * }
 * ```
 */
export const LocalLLMChat = createComponent({
  react,
  tagName: 'local-llm-chat',
  elementClass,
  displayName: 'LocalLLMChat',
  events: {
    onStatusChange: 'llm-statuschange' as EventName<StatusChangeEvent>,
    onProgress: 'llm-progress' as EventName<LLMProgressEvent>,
    onModelChange: 'llm-modelchange' as EventName<ModelChangeEvent>,
    onMessage: 'llm-message' as EventName<LLMMessageEvent>,
    onError: 'llm-error' as EventName<LLMErrorEvent>,
    onFeedback: 'llm-feedback' as EventName<LLMFeedbackEvent>,
    onToolCall: 'llm-toolcall' as EventName<ToolCallEvent>,
    onPolicyDecision: 'llm-policydecision' as EventName<PolicyDecisionEvent>,
    onToolResult: 'llm-toolresult' as EventName<ToolResultEvent>,
    onKnowledge: 'llm-knowledge' as EventName<KnowledgeWorkEvent>,
    onSourceOpen: 'llm-source-open' as EventName<SourceOpenEvent>,
    onOpenChange: 'llm-openchange' as EventName<OpenChangeEvent>,
    onThreadChange: 'llm-threadchange' as EventName<ThreadChangeEvent>,
  },
  // Lit's type makes a prop of every method that the element has; ours names what is meant.
}) as ForwardRefExoticComponent<LocalLLMChatProps & RefAttributes<LocalLLMChatElement>>;
