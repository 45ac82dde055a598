/** The handle at the edge of a side panel, which gives it another width, by pointer and by keyboard. */
import { html, type LitElement, type TemplateResult } from 'lit';

/** In CSS pixels. */
const LEAST = 280;
const STEP = 16;
/** This much of the page stays to be seen. */
const REST = 160;

/** Keeps the width of one panel, for this visit only. */
export class PanelWidth {
  readonly #host: LitElement;
  /** What the visitor wants, in pixels; `null` leaves the page's own. */
  #wanted: number | null = null;
  /** Where the pointer took hold: its place, and the width then. */
  #grip: { readonly x: number; readonly width: number } | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  render(label: string): TemplateResult {
    const width = Math.round(this.#width());
    return html`
      <div
        class="resize"
        part="resize-handle"
        role="separator"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${label}
        aria-valuemin=${LEAST}
        aria-valuemax=${most()}
        aria-valuenow=${Math.min(most(), Math.max(LEAST, width))}
        @keydown=${this.#onKey}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onUp}
      ></div>
    `;
  }

  #panel(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('dialog.window') ?? null;
  }

  #width(): number {
    return this.#panel()?.getBoundingClientRect().width || this.#wanted || 400;
  }

  #set(width: number): void {
    this.#wanted = Math.min(most(), Math.max(LEAST, width));
    this.#panel()?.style.setProperty('--_panel-width', `${this.#wanted}px`);
    this.#host.requestUpdate();
  }

  /** The panel stands at the left edge, so it grows to the right. */
  #isAtLeft(): boolean {
    const box = this.#panel()?.getBoundingClientRect();
    return box !== undefined && box.left + box.right < document.documentElement.clientWidth;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const outward = this.#isAtLeft() ? 'ArrowRight' : 'ArrowLeft';
    const inward = this.#isAtLeft() ? 'ArrowLeft' : 'ArrowRight';
    const widths: Record<string, number> = {
      [outward]: this.#width() + STEP,
      [inward]: this.#width() - STEP,
      Home: LEAST,
      End: most(),
    };
    const width = widths[event.key];
    if (width === undefined) return;
    event.preventDefault();
    this.#set(width);
  };

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // No text is selected by it; the focus comes all the same.
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    this.#grip = { x: event.clientX, width: this.#width() };
  };

  readonly #onMove = ({ clientX }: PointerEvent): void => {
    if (this.#grip === null) return;
    const way = clientX - this.#grip.x;
    this.#set(this.#grip.width + (this.#isAtLeft() ? way : -way));
  };

  readonly #onUp = (): void => {
    this.#grip = null;
  };
}

function most(): number {
  return Math.max(LEAST, innerWidth - REST);
}
