/** Registers `<local-llm-chat-isolated>`: the chat itself comes in its frame. Safe to import twice, and in Node. */
import { LocalLLMChatIsolated } from './isolated/local-llm-chat-isolated.js';

if (globalThis.customElements?.get('local-llm-chat-isolated') === undefined) {
  globalThis.customElements?.define('local-llm-chat-isolated', LocalLLMChatIsolated);
}

declare global {
  interface HTMLElementTagNameMap {
    'local-llm-chat-isolated': LocalLLMChatIsolated;
  }
}

export { LocalLLMChatIsolated };
