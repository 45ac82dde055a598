/** Text that stands for itself in Markdown, on one line. */

/** Escapes what would mean something. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
