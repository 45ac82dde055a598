/** What is said between the command and the thread that reads a PDF file. */

/** What the thread is started with. */
export interface PdfOrder {
  readonly bytes: Uint8Array;
}

/** What it answers: signs of life, then one of the other two. */
export type PdfAnswer =
  | { readonly type: 'alive' }
  /** `texts` of each page, `''` where it has none. */
  | { readonly type: 'text'; readonly texts: readonly string[]; readonly title: string }
  /** `reason` as in the errors of `readFile` of core, or null for others. */
  | { readonly type: 'failure'; readonly reason: string | null; readonly message: string };
