/** A place in a text. */

/** From `start` up to but without `end`, in UTF-16 units as of `text.slice(start, end)`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}
