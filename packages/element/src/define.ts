/** Registers `<local-llm-chat>`. Safe to import twice, and in Node, where there is nothing to register with. */
import { LocalLLMChat } from './local-llm-chat.js';

if (globalThis.customElements?.get('local-llm-chat') === undefined) {
  globalThis.customElements?.define('local-llm-chat', LocalLLMChat);
}

declare global {
  interface HTMLElementTagNameMap {
    'local-llm-chat': LocalLLMChat;
  }
}

export { LocalLLMChat };
