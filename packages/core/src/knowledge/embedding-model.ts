/** What turns texts into vectors: a model of embeddings, wherever it runs. */

/** Settings of a call. */
export interface EmbedOptions {
  /** Models that are made for search tell a question from a passage. */
  readonly kind: 'query' | 'passage';
  readonly signal?: AbortSignal;
}

/** See the file. */
export interface EmbeddingModel {
  /** The same id means the same vectors. */
  readonly id: string;
  readonly dimensions: number;
  /** So many passages are given to it in one call, for one that works on several cores. Default: 16. */
  readonly passagesAtOnce?: number;
  /** A vector of `dimensions` numbers for each text, in their order. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<readonly ArrayLike<number>[]>;
}
