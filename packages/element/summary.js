/** Registers `<local-llm-summary>` on a plain page: everything it needs is in `standalone/`. */
import './standalone/summary.js';
