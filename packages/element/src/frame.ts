/** Waits for the browser to be about to draw. */

/** A hidden page is never drawn; its texts still have to move on. */
const HIDDEN_MS = 250;

/** Resolves with the next frame, or soon when the page is hidden. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HIDDEN_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
