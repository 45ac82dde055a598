/** What is said between the command and a thread that embeds. */

/** What a thread is started with. */
export interface ThreadOrder {
  /** The file of the model. */
  readonly path: string;
  /** The most tokens of a text that are read. */
  readonly contextLength: number;
}

/** One text to embed. */
export interface EmbedOrder {
  readonly number: number;
  readonly text: string;
}

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly type: 'ready'; readonly dimensions: number }
  | { readonly type: 'vector'; readonly number: number; readonly vector: Float32Array }
  /** Of one text. */
  | { readonly type: 'refusal'; readonly number: number; readonly message: string }
  /** The end of the thread. */
  | { readonly type: 'failure'; readonly message: string };
