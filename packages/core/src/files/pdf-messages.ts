/** What the page and the worker that reads PDF files tell each other. */
import type { WireError } from '../errors.js';

/** The one message to the worker. */
export interface PdfOrder {
  readonly file: Blob;
  /** Where the tables of characters are. */
  readonly characterMaps: string;
}

/** What comes back: progress, then one of the other two. */
export type PdfAnswer =
  | { readonly type: 'pages'; readonly done: number; readonly total: number }
  | { readonly type: 'text'; readonly text: string; readonly pages: number }
  | { readonly type: 'failure'; readonly error: WireError };
