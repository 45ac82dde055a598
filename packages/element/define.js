/** Registers `<local-llm-chat>` on a plain page: everything it needs is in `standalone/`. */
import './standalone/define.js';
