/** Registers `<local-llm-search>`, and nothing of a chat. Safe to import twice, and in Node. */
import { LocalLLMSearch } from './search/local-llm-search.js';

if (globalThis.customElements?.get('local-llm-search') === undefined) {
  globalThis.customElements?.define('local-llm-search', LocalLLMSearch);
}

declare global {
  interface HTMLElementTagNameMap {
    'local-llm-search': LocalLLMSearch;
  }
}

export { LocalLLMSearch };
