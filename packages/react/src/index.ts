/** What `@local-llm-chat/react` offers, one by one. */
export { LocalLLMChat, type LocalLLMChatElement, type LocalLLMChatProps } from './local-llm-chat.js';
export { type UseCachedModelsResult, useCachedModels } from './use-cached-models.js';
export { type UseChatResult, useChat } from './use-chat.js';
export { type KnowledgeState, type UseKnowledgeResult, useKnowledge } from './use-knowledge.js';
export { type UseLocalLLMResult, useLocalLLM } from './use-local-llm.js';
export { useStore } from './use-store.js';
export { type TaskStatus, type UseTaskOptions, type UseTaskResult, useTask } from './use-task.js';
