/** What `@local-llm-chat/element` offers, one by one. Importing it registers nothing. */
export { LLMErrorEvent, LLMMessageEvent, LLMProgressEvent, ModelChangeEvent, StatusChangeEvent } from './events.js';
export { LocalLLMChat } from './local-llm-chat.js';
