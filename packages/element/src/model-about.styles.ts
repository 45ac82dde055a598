/** How the model line and its panel look. */
import { css } from 'lit';

export const modelAboutStyles = css`
  .about summary {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    max-inline-size: 100%;
    min-block-size: 1.5rem;
    margin-inline-start: -0.375em;
    padding: 0.0625em 0.375em;
    border-radius: calc(var(--_radius) * 0.375);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.5;
    list-style: none;
    cursor: pointer;
    user-select: none;
  }
  .about summary::-webkit-details-marker {
    display: none;
  }
  .about summary:hover {
    color: var(--_text);
    background: var(--_fill);
  }
  .about-text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .about .icon {
    inline-size: 1em;
    block-size: 1em;
    transition: rotate 120ms;
  }
  .about[open] .icon {
    rotate: 180deg;
  }
  .about-panel {
    position: absolute;
    z-index: 2;
    inset-inline-start: calc(var(--_space) * 0.625);
    max-inline-size: min(26rem, calc(100% - var(--_space) * 1.25));
    max-block-size: 70%;
    margin-block-start: calc(var(--_space) * 0.375);
    padding: calc(var(--_space) * 0.875) var(--_space);
    overflow: auto;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: var(--_shadow);
    font-size: 0.875em;
    line-height: 1.5;
  }
  .about dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(var(--_space) * 0.375) var(--_space);
  }
  .about dt {
    color: var(--_muted);
  }
  .about ul {
    list-style: none;
  }
  .about-panel .button {
    margin-block-start: calc(var(--_space) * 0.75);
  }
  .about li + li {
    margin-block-start: calc(var(--_space) * 0.25);
  }
`;
