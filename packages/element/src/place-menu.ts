/** Where a menu in the top layer stands. */

/** How a menu stands to its button. */
export interface MenuPlace {
  /** The edge that both have in common. */
  readonly edge: 'start' | 'end';
  /** Where it is as long as there is room. */
  readonly side: 'above' | 'below';
}

/** Between the button and the menu, and between the menu and the edge of the window, in CSS pixels. */
const GAP = 4;
const MARGIN = 8;

/** Puts a menu beside the button that opened it, and inside the window. */
export function placeMenu(menu: HTMLElement, opener: HTMLElement, { edge, side }: MenuPlace): void {
  const button = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const { innerWidth, innerHeight } = menu.ownerDocument.defaultView ?? globalThis.window;
  const isRightToLeft = getComputedStyle(menu).direction === 'rtl';
  const below = button.bottom + GAP;
  const above = button.top - GAP - height;
  const hasRoomBelow = below + height <= innerHeight - MARGIN;
  const hasRoomAbove = above >= MARGIN;
  const isAbove = side === 'above' ? hasRoomAbove || !hasRoomBelow : hasRoomAbove && !hasRoomBelow;
  const top = isAbove ? above : below;
  const near = isRightToLeft ? innerWidth - button.right : button.left;
  const far = isRightToLeft ? innerWidth - button.left : button.right;
  const start = edge === 'start' ? near : far - width;
  menu.style.setProperty('inset-block-start', `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`);
  menu.style.setProperty('inset-inline-start', `${Math.max(MARGIN, Math.min(start, innerWidth - width - MARGIN))}px`);
}
