/** Registers `<local-llm-search>` on a plain page: everything it needs is in `standalone/`. */
import './standalone/search.js';
