/** How buttons look, with the pictures on them. */
import { css } from 'lit';

export const buttonStyles = css`
  .icon {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.6;
  }
  .icon .solid,
  .icon .dot {
    fill: currentColor;
    stroke: none;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.75rem;
    padding: 0.375rem 1.125rem;
    background: transparent;
    border: 1px solid var(--_control);
    border-radius: var(--_button-radius);
    font-weight: 500;
    line-height: 1.35;
    transition: background-color 120ms;
  }
  .button:hover {
    background: var(--_fill);
  }
  .button.primary {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .button.small {
    min-block-size: 2rem;
    padding: 0.125rem 0.875rem;
    font-size: 0.9em;
  }
  .icon-button {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    padding: 0;
    color: var(--_muted);
    background: transparent;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.625);
    transition: background-color 120ms;
  }
  .icon-button:hover {
    color: var(--_text);
    background: var(--_fill);
  }
  .icon-button.small {
    inline-size: 2rem;
    block-size: 2rem;
  }
  .icon-button.small .icon {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
  }
`;
