/** Registers `<local-llm-summary>`, and nothing of a chat. Safe to import twice, and in Node. */
import { LocalLLMSummary } from './summary/local-llm-summary.js';

if (globalThis.customElements?.get('local-llm-summary') === undefined) {
  globalThis.customElements?.define('local-llm-summary', LocalLLMSummary);
}

declare global {
  interface HTMLElementTagNameMap {
    'local-llm-summary': LocalLLMSummary;
  }
}

export { LocalLLMSummary };
