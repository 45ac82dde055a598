/** Links and images of an answer: followed only where the reader can see where they lead. */
import type { Nodes } from 'mdast';
import type { Texts } from '../texts.js';
import { plainText } from './plain-text.js';
import { isMisleading, linkTarget, safeLink, withoutInvisible } from './safe-link.js';

/** Builds a link around a label, or the label alone where the address is not to be followed. */
export function buildLink(address: string, label: DocumentFragment, children: readonly Nodes[]): Node {
  const url = safeLink(address);
  // A link inside a link label cannot be told apart by the visitor; it is text there.
  if (url === null) return label;
  const anchor = anchorTo(url);
  stripInvisible(label);
  const shown = withoutInvisible(children.map(plainText).join(''));
  anchor.append(label);
  if (shown.trim() === '') anchor.append(linkTarget(url));
  else if (isMisleading(shown, url)) anchor.append(` (${linkTarget(url)})`);
  return anchor;
}

/** Names an image and where it is. It is not loaded: a request would tell its server. */
export function buildImage(address: string, alt: string, { t }: Texts): Node {
  const label = withoutInvisible(alt).trim() || t('markdown.image-unnamed');
  const url = safeLink(address);
  if (url === null || url.protocol === 'mailto:') return document.createTextNode(t('markdown.image-hidden', { label }));
  const anchor = anchorTo(url);
  anchor.append(t('markdown.image', { label, host: url.host }));
  return anchor;
}

function anchorTo(url: URL): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url.href;
  anchor.title = url.href;
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.target = '_blank';
  anchor.setAttribute('part', 'link');
  return anchor;
}

/** In a label the reader must see every character there is; links and buttons within it have lost their meaning. */
function stripInvisible(label: DocumentFragment): void {
  for (const inner of label.querySelectorAll('a, sup, button')) inner.replaceWith(...inner.childNodes);
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.nodeValue = withoutInvisible(text.nodeValue ?? '');
  }
}
