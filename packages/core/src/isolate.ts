/** The two sides of an engine in a frame that reaches nothing: what the page serves, and what the frame makes of it. */
export { createIsolatedLLM, type IsolatedOptions, type IsolatedShelf, isolatedShelf } from './isolate/isolated-llm.js';
export {
  type Answer,
  type AskOptions,
  type Call,
  type Handler,
  type Handlers,
  Link,
  type LinkOptions,
} from './isolate/link.js';
export { Fields, readError, StrangeMessage } from './isolate/reading.js';
export { type ModelService, type ModelServiceOptions, serveModels } from './isolate/serve-models.js';
