/**
 * The part of `@local-llm-chat/core` that a page needs before anything is pressed. What the index has besides, the
 * catalogue above all, would come with the first bytes of every bundle that imports from there and loads it later too.
 */
export { initialChatState } from './chat/chat-state.js';
export { createLocalLLM } from './create-local-llm.js';
export { deleteCachedModel, listCachedModels, storageReport } from './downloads/lazy-cached-models.js';
export { initialEngineState, secondsLeft } from './engine/engine-state.js';
export { isLocalLLMError, LocalLLMError } from './errors.js';
export { canContinue, messageFiles, messageText } from './messages.js';
