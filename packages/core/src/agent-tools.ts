/** What `@local-llm-chat/core/agent/tools` offers: tools that are ready to be given to an agent. */
export { calculate, calculator } from './agent/tools/calculator.js';
export { type DateTimeOptions, dateTime } from './agent/tools/date-time.js';
export { type EgressFetchOptions, type EgressOptions, egressFetch } from './agent/tools/egress.js';
export { type FetchPageOptions, fetchPage } from './agent/tools/fetch-page.js';
export { createMemoryNotes, type Note, type NoteStore, type NoteToolsOptions, noteTools } from './agent/tools/notes.js';
export { type PageToolsOptions, pageTools } from './agent/tools/page.js';
export { type RunCode, type RunScriptOptions, runScript } from './agent/tools/run-script.js';
export { type SearchDocumentsOptions, type SearchHit, searchDocuments } from './agent/tools/search-documents.js';
