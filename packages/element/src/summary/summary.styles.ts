/** How `<local-llm-summary>` looks before there is a summary: a box in the text of the page, with a button. */
import { css } from 'lit';
import { buttonStyles } from '../looks/buttons.styles.js';
import { smallElementStyles } from '../looks/small-element.styles.js';
import { tokens } from '../looks/tokens.styles.js';

const box = css`
  .summary {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.75);
    padding: var(--_space);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .offer,
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
  }
  .offer .quiet {
    flex: 1 1 15rem;
  }
  .quiet:empty {
    display: none;
  }
  .quiet {
    color: var(--_muted);
    text-wrap: pretty;
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .button .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }
  .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }
`;

const media = css`
  @media (pointer: coarse) {
    .summary .button {
      min-block-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonBorder;
    }
    .button.primary {
      outline: 1px solid ButtonBorder;
      outline-offset: -3px;
    }
    .button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
      opacity: 1;
    }
    :focus-visible,
    .button.primary:focus-visible {
      outline: 3px solid Highlight;
      outline-offset: 2px;
    }
  }
  /* On paper there is the summary, and nothing to press. */
  @media print {
    :host {
      color-scheme: light;
    }
    .summary button,
    .summary.offers {
      display: none;
    }
    .summary {
      background: none;
      border-color: currentColor;
      break-inside: avoid;
    }
  }
`;

export const summaryStyles = [tokens, smallElementStyles, box, buttonStyles, media];
