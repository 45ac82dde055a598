/** Registers the pieces of a chat and the whole, for pages that arrange them themselves. Safe to import twice, and in Node. */
import './define.js';
import { LocalLLMComposer } from './parts/local-llm-composer.js';
import { LocalLLMMessages } from './parts/local-llm-messages.js';
import { LocalLLMModelPanel } from './parts/local-llm-model-panel.js';
import { LocalLLMSession } from './parts/local-llm-session.js';
import { LocalLLMThreads } from './parts/local-llm-threads.js';

// The session first: what stands inside it looks for it.
for (const [name, element] of [
  ['local-llm-session', LocalLLMSession],
  ['local-llm-messages', LocalLLMMessages],
  ['local-llm-composer', LocalLLMComposer],
  ['local-llm-model-panel', LocalLLMModelPanel],
  ['local-llm-threads', LocalLLMThreads],
] as const) {
  if (globalThis.customElements?.get(name) === undefined) globalThis.customElements?.define(name, element);
}

declare global {
  interface HTMLElementTagNameMap {
    'local-llm-session': LocalLLMSession;
    'local-llm-messages': LocalLLMMessages;
    'local-llm-composer': LocalLLMComposer;
    'local-llm-model-panel': LocalLLMModelPanel;
    'local-llm-threads': LocalLLMThreads;
  }
}

export { LocalLLMComposer, LocalLLMMessages, LocalLLMModelPanel, LocalLLMSession, LocalLLMThreads };
