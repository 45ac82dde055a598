/** Registers `<local-llm-chat-isolated>` on a plain page: everything it needs is in `standalone/`. */
import './standalone/isolated.js';
