/** What `@local-llm-chat/indexer` offers to scripts: the pieces of the command. */
export { createNodeEmbedding, type NodeEmbedding, type NodeEmbeddingOptions } from './embedding.js';
export { findEmbeddingModel, type ModelFiles } from './find-embedding-model.js';
export { type AddressStyle, type FolderOptions, pagesInFolder } from './folder.js';
export type { FoundPage, SkippedPage, SkipReason } from './found-page.js';
export { type HtmlPage, readHtml } from './html-page.js';
export { type MadeIndex, type MakeOptions, makeIndex } from './make-index.js';
export { readMarkdown } from './markdown-page.js';
export { pagesOfSite, type SiteOptions } from './site.js';
export { type IndexSizes, type PackedIndex, packIndex, readPrevious, writeWhole } from './write-index.js';
