/** What `@local-llm-chat/core/threads` offers: many conversations, kept, searched, exported. */
export type { Draft } from './chat/history-thread.js';
export type { ThreadsProblem, ThreadsState } from './chat/thread-book.js';
export type { ThreadChat } from './chat/thread-entry.js';
export type { ThreadInfo } from './chat/thread-info.js';
export type { MarkdownWords } from './chat/thread-markdown.js';
export type { ThreadSnippet } from './chat/thread-search.js';
export { createThreads, type ImportReport, type ThreadMatch, Threads, type ThreadsOptions } from './chat/threads.js';
