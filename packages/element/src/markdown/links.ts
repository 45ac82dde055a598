/** Links and images of an answer: followed only where the reader can see where they lead. */
import type { Nodes } from 'mdast';
import type { Texts } from '../texts.js';
import { hasHidden, hiddenIn, hiddenMark, markHiddenWithin, withHiddenNamed } from './hidden-characters.js';
import { type ImageOrigins, mayLoad } from './image-origins.js';
import { plainText } from './plain-text.js';
import { isMisleading, linkTarget, namesTarget, safeLink, withoutInvisible } from './safe-link.js';

/** Builds a link around a label, or the label alone where the address is not to be followed. */
export function buildLink(address: string, label: DocumentFragment, children: readonly Nodes[]): Node {
  const url = safeLink(address);
  // A link inside a link label cannot be told apart by the visitor; it is text there.
  if (url === null) return label;
  const anchor = anchorTo(url);
  flatten(label);
  const written = children.map(plainText).join('');
  const shown = withoutInvisible(written);
  anchor.append(label);
  if (shown.trim() === '') anchor.append(linkTarget(url));
  else if (isMisleading(shown, url)) anchor.append(` (${linkTarget(url)})`);
  else if (url.origin !== location.origin && (hasHidden(written) || !namesTarget(shown, url))) {
    // Shown by the style: it is read out with the label, and not copied with it.
    anchor.setAttribute('data-host', linkTarget(url));
  }
  // What is hidden in an address is left out of it, and that is said.
  const smuggled = hiddenIn(address);
  if (smuggled !== '' && !hasHidden(written)) anchor.append(hiddenMark(smuggled));
  return anchor;
}

/** Shows an image where the site allows its origin; else names it and where it is, as a request would tell its server. */
export function buildImage(
  address: string,
  alt: string,
  { texts, images }: { readonly texts: Texts; readonly images: ImageOrigins },
): Node {
  const { t } = texts;
  const label = withHiddenNamed(alt).trim() || t('markdown.image-unnamed');
  const url = safeLink(address);
  if (url === null || url.protocol === 'mailto:') return document.createTextNode(t('markdown.image-hidden', { label }));
  const named = () => {
    const anchor = anchorTo(url);
    anchor.append(t('markdown.image', { label, host: url.host }));
    return anchor;
  };
  return mayLoad(url, images) ? picture(url, withHiddenNamed(alt).trim(), named) : named();
}

/** An image, which makes way for its name where it cannot be loaded. */
function picture(url: URL, alt: string, named: () => HTMLElement): HTMLElement {
  const frame = document.createElement('span');
  frame.className = 'picture';
  frame.setAttribute('data-source', url.href);
  const image = document.createElement('img');
  image.alt = alt;
  image.setAttribute('part', 'image');
  image.setAttribute('referrerpolicy', 'no-referrer');
  image.setAttribute('loading', 'lazy');
  image.setAttribute('decoding', 'async');
  image.addEventListener('error', () => {
    const name = named();
    frame.replaceChildren(frame.closest('a') === null ? name : (name.textContent ?? ''));
  });
  // Last: from here on it may be asked for.
  image.src = url.href;
  frame.append(image);
  return frame;
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

/** Links and buttons within a label have lost their meaning; what is hidden in it is marked. */
function flatten(label: DocumentFragment): void {
  for (const inner of label.querySelectorAll('a, sup, button')) inner.replaceWith(...inner.childNodes);
  markHiddenWithin(label, false);
}
