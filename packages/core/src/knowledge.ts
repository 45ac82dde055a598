/** What `@local-llm-chat/core/knowledge` offers: an index of a site, made and searched. */
export { sourceLines } from './chat/source-lines.js';
export { type ChunkOptions, chunkPage } from './knowledge/chunk-page.js';
export { countUnembedded, type OnEmbedded } from './knowledge/embed-chunks.js';
export type { EmbeddingModel, EmbedOptions } from './knowledge/embedding-model.js';
export { type ExcerptOptions, type ExcerptPart, excerptOf } from './knowledge/excerpt.js';
export {
  createKnowledge,
  type Knowledge,
  type KnowledgeOptions,
  type Ranking,
  type SearchAnswer,
} from './knowledge/knowledge.js';
export {
  type IndexedChunk,
  type IndexedPage,
  type KnowledgeFile,
  readKnowledgeFile,
} from './knowledge/knowledge-file.js';
export {
  type BuildOptions,
  KnowledgeIndex,
  type SearchOptions,
  type SearchResult,
} from './knowledge/knowledge-index.js';
export type { Chunk, KnowledgePage } from './knowledge/page.js';
export { passageUrl } from './knowledge/text-fragment.js';
export { type PageOfOptions, pageOfDocument, pageOfFile, pageOfSelection } from './page-of.js';
export {
  answerFromKnowledge,
  type KnowledgeAnswer,
  type KnowledgeAnswerOptions,
  type PassageSearch,
} from './tasks/answer-from-knowledge.js';
