/** Places on a page, moved and turned by six figures as PDF files have them. */

/** Turns, stretches and moves: `x' = a x + c y + e`, `y' = b x + d y + f`. */
export type Matrix = [number, number, number, number, number, number];

/** Two transformations, one after the other, as six figures. */
export function multiply(outer: readonly number[], inner: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Where a piece stands once the page is turned so that its line goes across. */
export function placeOf(
  [a, b, c, d, x, y]: Matrix,
  { width, height }: { width: number; height: number },
  vertical: boolean,
) {
  const size = Math.hypot(c, d);
  if (vertical) {
    // Columns from the right to the left become lines from the top to the bottom.
    return { x: y, y: -x, width: height, size, angle: 90 };
  }
  const length = Math.hypot(a, b) || 1;
  const [cos, sin] = [a / length, b / length];
  const angle = Math.round((Math.atan2(sin, cos) * 180) / Math.PI);
  return { x: x * cos + y * sin, y: y * cos - x * sin, width, size, angle };
}
