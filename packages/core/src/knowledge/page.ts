/** A page of a site, as it is read for an index. */

/**
 * A page whose text is to be found.
 *
 * @example
 * const page: KnowledgePage = {
 *   url: '/prices.html',
 *   title: 'Prices',
 *   text: '# Prices\n\nA chair costs 40 euros.\n\n## Delivery\n\nIt takes two days.',
 * };
 */
export interface KnowledgePage {
  /** Where it is read: absolute, or from the place of the index. */
  readonly url: string;
  readonly title: string;
  /**
   * What it says, with a little Markdown: headings as `## …`, code in fences, paragraphs apart by an empty line. So it
   * comes from `readFile` of `@local-llm-chat/core/files`.
   */
  readonly text: string;
  /** BCP 47, as in `<html lang>`. */
  readonly language?: string;
}

/** A passage of a page: the least that is found, shown to a model, and cited. */
export interface Chunk {
  /** The headings above it, from the outermost; the page's title is not among them. */
  readonly path: readonly string[];
  /** Without its headings. Never empty. */
  readonly text: string;
}
