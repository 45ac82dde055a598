/** Where a menu in the top layer stands. */

/** Between the button and the menu, and between the menu and the edge of the window, in CSS pixels. */
const GAP = 4;
const MARGIN = 8;

/**
 * Puts a menu below the button that opened it, or above it where there is more room, and inside the window.
 *
 * @param edge the one that menu and button have in common.
 */
export function placeMenu(menu: HTMLElement, opener: HTMLElement, edge: 'start' | 'end'): void {
  const button = opener.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const { innerWidth, innerHeight } = menu.ownerDocument.defaultView ?? globalThis.window;
  const isRightToLeft = getComputedStyle(menu).direction === 'rtl';
  const below = button.bottom + GAP;
  const above = button.top - GAP - height;
  const top = below + height > innerHeight - MARGIN && above >= MARGIN ? above : below;
  const near = isRightToLeft ? innerWidth - button.right : button.left;
  const far = isRightToLeft ? innerWidth - button.left : button.right;
  const start = edge === 'start' ? near : far - width;
  menu.style.setProperty('inset-block-start', `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`);
  menu.style.setProperty('inset-inline-start', `${Math.max(MARGIN, Math.min(start, innerWidth - width - MARGIN))}px`);
}
