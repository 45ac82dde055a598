/** How the element around the frame looks: the frame, and what stands in its place until it is there. */
import { css } from 'lit';
import { buttonStyles } from '../looks/buttons.styles.js';
import { tokens } from '../looks/tokens.styles.js';

const around = css`
  :host {
    display: block;
    position: relative;
    block-size: var(--llm-block-size, min(36rem, 80dvb));
    min-inline-size: 0;
    font: inherit;
    font-family: var(--llm-font, inherit);
    line-height: 1.6;
    color: var(--_text);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  iframe {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    border-radius: var(--_radius);
    background: transparent;
  }
  .waiting iframe {
    visibility: hidden;
  }
  .whole {
    block-size: 100%;
  }
  .state {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 0.75);
    padding: var(--_space);
    overflow: auto;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: center;
    overflow-wrap: anywhere;
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font: inherit;
    font-weight: 600;
  }
  details {
    max-inline-size: 100%;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .note {
    color: var(--_muted);
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  dialog {
    inline-size: min(28rem, 100% - 2rem);
    padding: calc(var(--_space) * 1.25);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  dialog p {
    margin-block: calc(var(--_space) * 0.5);
  }
  .address {
    max-block-size: 8rem;
    overflow: auto;
    padding: calc(var(--_space) * 0.5);
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
    font-family: var(--_mono);
    font-size: 0.875em;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    margin-block-start: var(--_space);
  }
  .row a {
    text-decoration: none;
  }
`;

export const isolatedStyles = [tokens, around, buttonStyles];
