/** A question about a call that the visitor has not answered yet. Whatever is no answer of theirs is a no. */
import type { PolicyQuestion, UserAnswer } from '@local-llm-chat/core/agent';

/** Who is about to press something else must not press a button that has just come under the pointer. */
export const CALM_MS = 500;

/** One question. */
export class PendingQuestion {
  readonly asked: PolicyQuestion;
  /** What the visitor has said. */
  readonly answered: Promise<UserAnswer>;
  /** People who listen were told of it. */
  isAnnounced = false;
  /** Its buttons are seen for long enough to be pressed. */
  isReady = false;
  readonly #update: () => void;
  #resolve: (answer: UserAnswer) => void = () => undefined;
  #observer: IntersectionObserver | null = null;
  #observed: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param update draws it anew. */
  constructor(asked: PolicyQuestion, update: () => void) {
    this.asked = asked;
    this.#update = update;
    this.answered = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** After it was drawn: its buttons can be pressed once they have been seen for a moment, and not while they are not. */
  watch(buttons: Element): void {
    if (buttons === this.#observed) return;
    this.#observer?.disconnect();
    this.#observed = buttons;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries.at(-1)?.isIntersecting === true));
    this.#observer.observe(buttons);
  }

  answer(answer: UserAnswer): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
    this.#resolve(answer);
  }

  #seen(isSeen: boolean): void {
    clearTimeout(this.#timer);
    if (!isSeen) this.#setReady(false);
    else if (!this.isReady) this.#timer = setTimeout(() => this.#setReady(true), CALM_MS);
  }

  #setReady(isReady: boolean): void {
    if (isReady === this.isReady) return;
    this.isReady = isReady;
    this.#update();
  }
}
