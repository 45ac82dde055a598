/** Says how far the vectors are: on a terminal in one line that changes, elsewhere now and then. */

/** As much of a stream as is needed. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** In logs, a line for each so many parts of the whole. */
const STEPS = 10;
const CLEAR_LINE = '\r\u001b[K';

/** Nothing is said where nothing is to be done. */
export function showProgress(screen: Screen): (done: number, total: number) => void {
  let known: number | null = null;
  let step = 0;
  return (done, total) => {
    // What is done at first was known.
    known ??= done;
    if (known === total) return;
    const line = `Vectors: ${done - known} of ${total - known}`;
    if (screen.isTTY === true) {
      screen.write(done < total ? `${CLEAR_LINE}${line}` : CLEAR_LINE);
      return;
    }
    const reached = Math.floor(((done - known) / (total - known)) * STEPS);
    if (reached > step) screen.write(`${line}\n`);
    step = reached;
  };
}
