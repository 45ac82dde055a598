/** Gives a shadow root the styles of answers, which come with the renderer instead of with the first bytes of the page. */
import { markdownStyles } from './markdown.styles.js';
import { safeOutputStyles } from './safe-output.styles.js';

let sheet: CSSStyleSheet | null = null;

/** Adds the styles to `root`, once. */
export function adoptMarkdownStyles(root: Node): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(markdownStyles + safeOutputStyles);
  }
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
