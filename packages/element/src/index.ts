/** What `@local-llm-chat/element` offers, one by one. Importing it registers nothing. */

export type { Suggestion } from './composer-context.js';
export type { DisplayForm } from './display/display.js';
export {
  LLMErrorEvent,
  LLMFeedbackEvent,
  LLMMessageEvent,
  LLMProgressEvent,
  ModelChangeEvent,
  OpenChangeEvent,
  StatusChangeEvent,
  ThreadChangeEvent,
} from './events.js';
export type { KnowledgeSetting } from './knowledge/site-knowledge.js';
export { KnowledgeWorkEvent, SourceOpenEvent } from './knowledge/source-events.js';
export type { TextOverrides } from './language-controller.js';
export { LocalLLMChat } from './local-llm-chat.js';
export type { TextKey } from './locales/english.js';
export type { MessageAvatar, RenderMessage } from './messages/list-access.js';
export { SearchAnswerEvent, SearchEvent } from './search/search-events.js';
export { SummaryFinishEvent, SummaryStartEvent } from './summary/summary-events.js';
export type { ReadyTask, SiteTask, TaskChoice, TaskFunction, TasksSetting } from './tasks/tasks-setting.js';
export type { TextFunction, TextValues } from './texts.js';
export type { ThreadsForm } from './threads/conversations.js';
export type { AgentSettings } from './tools/agent-settings.js';
export { PolicyDecisionEvent, ToolCallEvent, ToolResultEvent } from './tools/tool-events.js';
