/** Holds the page still under a window that covers it. */

let holders = 0;
let release: (() => void) | null = null;

/** Stops the page from scrolling, without moving anything in it, until what is returned is called. */
export function lockScroll(): () => void {
  holders += 1;
  release ??= hold(document.documentElement);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    holders -= 1;
    if (holders > 0) return;
    release?.();
    release = null;
  };
}

function hold({ style, clientWidth }: HTMLElement): () => void {
  const before = [style.overflow, style.scrollbarGutter] as const;
  // Where a scrollbar takes room, that room stays.
  if (innerWidth > clientWidth) style.scrollbarGutter = 'stable';
  style.overflow = 'hidden';
  return () => {
    [style.overflow, style.scrollbarGutter] = before;
  };
}
