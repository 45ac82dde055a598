/** What `@local-llm-chat/core` offers, one by one. */
export type { AgentEnd, AgentEvent, ToolArgument, ValueSource } from './agent-event.js';
export type { ChatOptions, MergeOptions, MessageDraft } from './chat/chat-options.js';
export { ChatSession } from './chat/chat-session.js';
export { type ChatState, type ChatStatus, initialChatState } from './chat/chat-state.js';
export type { ContextUse } from './chat/context-use.js';
export type { BranchPlace } from './chat/message-tree.js';
export type { RunTask, TaskTurn, TurnProgress } from './chat/task-turn.js';
export { createLocalLLM, type LocalLLM, type LocalLLMOptions } from './create-local-llm.js';
export {
  type CachedModel,
  deleteAllCachedModels,
  deleteCachedModel,
  listCachedModels,
  type StorageReport,
  storageReport,
} from './downloads/cached-models.js';
export type { DownloadHold, EngineId, LoadedModel, LoadProgress } from './engine/adapter.js';
export type { EngineLoadOptions } from './engine/engine.js';
export {
  type ChoiceReason,
  type DownloadState,
  type EngineChoice,
  type EngineState,
  type EngineStatus,
  initialEngineState,
  type ModelOffer,
  secondsLeft,
} from './engine/engine-state.js';
export { type ErrorCode, isLocalLLMError, LocalLLMError, type LocalLLMErrorOptions } from './errors.js';
export {
  type CountTokens,
  collectText,
  type FinishReason,
  type Generate,
  type GenerateOptions,
  type GenerateRequest,
  type GenerationEvent,
  type JsonSchema,
  type OutputFormat,
  type PromptMessage,
  type TokenLogprob,
  type ToolCallFormat,
  type Usage,
} from './generate.js';
export type { KnowledgeEvent, KnowledgeSource, KnowledgeStatus, KnowledgeWork } from './knowledge-event.js';
export {
  type AgentWork,
  type ChatMessage,
  canContinue,
  type FilePart,
  type MessagePart,
  type MessageStatus,
  type MessageTask,
  type MessageTree,
  messageFiles,
  messageText,
  type ReasoningPart,
  type TextPart,
  type ToolPart,
  type ToolPartArgument,
} from './messages.js';
export { modelCatalog } from './models/catalog.js';
export { type DeviceReport, type ProbeOptions, probeDevice, type Unknown } from './models/device.js';
export type { GpuLimits, GpuReport } from './models/gpu.js';
export {
  type DeviceTier,
  type EmbeddingFacts,
  type FileParts,
  type FolderFile,
  type GgufModel,
  type GpuNeeds,
  type MlcModel,
  type ModelEngine,
  type ModelFile,
  type ModelLicense,
  type ModelRecord,
  parseModelRecord,
} from './models/model-record.js';
export { type ModelWish, type Recommendation, recommendModels } from './models/recommend.js';
export type { ModelChoice } from './models/resolve-model.js';
export type { WorkerMode } from './start-worker.js';
export { createStore, type ReadableStore, type Store } from './store.js';
