/** Registers the pieces of a chat on a plain page: everything they need is in `standalone/`. */
import './standalone/parts.js';
