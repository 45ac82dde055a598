/** Gives a shadow root the styles of a part that is fetched late: they come with its code, not with the first bytes. */
import type { CSSResult } from 'lit';

/** Makes the function that adds `styles` to a root, each once and in their order. */
export function stylesFor(...styles: readonly CSSResult[]): (root: Node) => void {
  return (root) => {
    if (!(root instanceof ShadowRoot)) return;
    for (const { styleSheet } of styles) {
      if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
    }
  };
}
