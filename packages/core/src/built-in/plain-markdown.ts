/** The little Markdown that tasks write, as plain text. */

export function plainMarkdown(text: string): string {
  return text.replaceAll(/^[-*] /gm, '• ').replaceAll(/\*\*|__|`/g, '');
}
