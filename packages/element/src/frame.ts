/** Waits for the browser to be about to draw. */

/** A hidden page is never drawn; its texts still have to move on. */
const HIDDEN_MS = 250;
/** Text that grows thirty times a second grows smoothly: what follows a frame at once waits a little. */
const INTERVAL_MS = 30;

let lastAt = Number.NEGATIVE_INFINITY;

/** Resolves with the next frame, or soon when the page is hidden. */
export async function nextFrame(): Promise<void> {
  const rest = lastAt + INTERVAL_MS - performance.now();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, HIDDEN_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  lastAt = performance.now();
}
