/** One at a time, and nobody waits behind all requests of another: whoever was served longest ago is next. */

/** Lets the next one in. */
export type Leave = () => void;

interface Ticket {
  readonly user: string;
  readonly admit: () => void;
}

/** A queue of users who may each have several requests. */
export class FairQueue {
  #waiting: Ticket[] = [];
  #isTaken = false;
  #turn = 0;
  /** The turn in which each user was last served; one who never was comes first. */
  readonly #served = new Map<string, number>();

  /** Waits for a turn; call the result when it is over. `null` at once when the signal fires while waiting. */
  enter(user: string, signal?: AbortSignal): Promise<Leave | null> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(null);
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== ticket);
        resolve(null);
      };
      const admit = () => {
        signal?.removeEventListener('abort', giveUp);
        let hasLeft = false;
        resolve(() => {
          if (hasLeft) return;
          hasLeft = true;
          this.#isTaken = false;
          this.#next();
        });
      };
      const ticket: Ticket = { user, admit };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(ticket);
      this.#next();
    });
  }

  #next(): void {
    if (this.#isTaken) return;
    const [first, ...others] = this.#waiting;
    if (first === undefined) {
      this.#served.clear();
      return;
    }
    const next = others.reduce(
      (best, ticket) => (this.#lastTurn(ticket) < this.#lastTurn(best) ? ticket : best),
      first,
    );
    this.#waiting = this.#waiting.filter((ticket) => ticket !== next);
    this.#turn += 1;
    this.#served.set(next.user, this.#turn);
    this.#isTaken = true;
    next.admit();
  }

  #lastTurn({ user }: Ticket): number {
    return this.#served.get(user) ?? 0;
  }
}
