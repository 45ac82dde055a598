/** What `@local-llm-chat/core/embedding` offers: a model of embeddings in the visitor's browser. */
export { createEmbedding, type Embedding, type EmbeddingOptions } from './embedding/create-embedding.js';
export type { EmbeddingModel, EmbedOptions } from './knowledge/embedding-model.js';
