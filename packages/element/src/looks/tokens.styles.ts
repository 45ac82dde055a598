/** The colours and measures that all else is drawn with, each from what the page sets or from a few others. */
import { css } from 'lit';

/**
 * A page sets `--llm-*`; inside only the names with an underscore are used, each with its default
 * or a mix of text and surface, so that two colours are enough to theme all.
 */
export const tokens = css`
  :host {
    --_surface: var(--llm-surface, light-dark(#ffffff, #1c1c1e));
    --_text: var(--llm-text, light-dark(#1d1d1f, #ececf1));
    --_accent: var(--llm-accent, light-dark(#2f5bd0, #8fb2ff));
    --_on-accent: var(--llm-on-accent, light-dark(#ffffff, #10182c));
    --_danger: var(--llm-danger, light-dark(#b3261e, #ff9d94));
    --_muted: var(--llm-muted, color-mix(in oklab, var(--_text) 68%, var(--_surface)));
    --_border: var(--llm-border, color-mix(in oklab, var(--_text) 14%, var(--_surface)));
    --_control: var(--llm-control, color-mix(in oklab, var(--_text) 50%, var(--_surface)));
    --_fill: var(--llm-fill, color-mix(in oklab, var(--_text) 4.5%, var(--_surface)));
    --_bubble: var(--llm-bubble, color-mix(in oklab, var(--_text) 7.5%, var(--_surface)));
    --_on-bubble: var(--llm-on-bubble, var(--_text));
    --_link: var(--llm-link, var(--_accent));
    --_focus: var(--llm-focus, var(--_accent));
    --_radius: var(--llm-radius, 1rem);
    --_button-radius: var(--llm-button-radius, 999px);
    --_space: var(--llm-space, 1rem);
    --_column: var(--llm-column, 46rem);
    --_mono: var(--llm-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace);
    --_shadow: var(--llm-shadow, 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px rgb(0 0 0 / 6%));
    --_float: var(--llm-float, 0 2px 6px rgb(0 0 0 / 10%), 0 8px 32px rgb(0 0 0 / 18%));
    --_launcher: var(--llm-launcher-size, 3.5rem);
  }
  :host([density='compact']) {
    --_space: var(--llm-space, 0.75rem);
    font-size: 0.9375em;
  }
`;
