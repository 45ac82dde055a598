/** Fits a full-screen window into what the keyboard of a phone leaves of the screen. */

/** Less than this share of the screen is left while a keyboard is open. */
const KEYBOARD_SHARE = 0.85;

/** Tells one dialog of the visible part of the screen: `--_screen-top`, `--_screen-height`, and `data-keyboard`. */
export class ScreenFit {
  #dialog: HTMLElement | null = null;

  /** Follows the screen for this dialog; for none, stops. */
  watch(dialog: HTMLElement | null): void {
    this.#forget();
    this.#dialog = dialog;
    if (dialog === null || globalThis.visualViewport == null) return;
    visualViewport?.addEventListener('resize', this.#follow);
    visualViewport?.addEventListener('scroll', this.#follow);
    this.#follow();
  }

  #forget(): void {
    visualViewport?.removeEventListener('resize', this.#follow);
    visualViewport?.removeEventListener('scroll', this.#follow);
    this.#dialog?.removeAttribute('data-keyboard');
    for (const name of ['--_screen-top', '--_screen-height']) this.#dialog?.style.removeProperty(name);
  }

  readonly #follow = (): void => {
    const screen = globalThis.visualViewport;
    // Whoever zooms in wants to see a part of the window, not a smaller window.
    if (screen == null || screen.scale > 1.01 || this.#dialog === null) return;
    this.#dialog.style.setProperty('--_screen-top', `${screen.offsetTop}px`);
    this.#dialog.style.setProperty('--_screen-height', `${screen.height}px`);
    this.#dialog.toggleAttribute('data-keyboard', screen.height < innerHeight * KEYBOARD_SHARE);
  };
}
