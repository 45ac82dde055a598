/** Says how far the vectors are: on a terminal in one line that changes, elsewhere now and then. */

/** As much of a stream as is needed. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** See {@link showProgress}. */
export interface Progress {
  show(done: number, total: number): void;
  /** Takes the line away, where one stands, before something else is said. */
  clear(): void;
}

/** In logs, a line for each so many parts of the whole. */
const STEPS = 10;
const CLEAR_LINE = '\r\u001b[K';

/** Nothing is said where nothing is to be done. */
export function showProgress(screen: Screen): Progress {
  let known: number | null = null;
  let step = 0;
  let stands = false;
  return {
    show(done, total) {
      // What is done at first was known.
      known ??= done;
      if (known === total) return;
      const line = `Vectors: ${done - known} of ${total - known}`;
      if (screen.isTTY === true) {
        stands = done < total;
        screen.write(stands ? `${CLEAR_LINE}${line}` : CLEAR_LINE);
        return;
      }
      const reached = Math.floor(((done - known) / (total - known)) * STEPS);
      if (reached > step) screen.write(`${line}\n`);
      step = reached;
    },
    clear() {
      if (stands) screen.write(CLEAR_LINE);
      stands = false;
    },
  };
}
