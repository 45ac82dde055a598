/** How what can be done with messages looks. All styles of messages are adopted with their code. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';
import { messageViewStyles } from './message-view.styles.js';
import { questionStyles } from './questions.styles.js';

const styles = css`
  .branches {
    display: inline-flex;
    align-items: center;
    color: var(--_muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .branches .icon-button {
    inline-size: 1.5rem;
  }
  .branches [aria-disabled] {
    cursor: default;
  }
  /* Not of the button: the ring of the focus is its, too. */
  .branches [aria-disabled] .icon {
    opacity: 0.35;
  }
  .branches:dir(rtl) .icon {
    scale: -1 1;
  }
  .thumb[aria-pressed='true'] {
    color: var(--_accent);
  }
  .thumb[aria-pressed='true'] .icon {
    fill: color-mix(in oklab, currentColor 22%, transparent);
  }
  .message-details {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem calc(var(--_space) * 1.25);
    margin-block-start: calc(var(--_space) * 0.75);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    color: var(--_muted);
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.625);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .message-details div {
    display: flex;
    gap: 0.375em;
  }
  .message-details dt::after {
    content: ':';
  }
  .message-details dd {
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }
  .thought {
    margin-block-end: calc(var(--_space) * 0.5);
    color: var(--_muted);
    font-size: 0.9375em;
  }
  .thought summary,
  .omitted summary {
    display: inline-flex;
    align-items: center;
    border-radius: calc(var(--_radius) * 0.5);
    list-style: none;
    cursor: pointer;
  }
  :is(.thought, .omitted) summary::-webkit-details-marker {
    display: none;
  }
  .thought summary {
    gap: 0.25rem;
    min-block-size: 1.75rem;
    margin-inline-start: -0.25rem;
    padding-inline: 0.25rem 0.5rem;
  }
  .thought summary:hover {
    color: var(--_text);
  }
  .thought summary .icon {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
    rotate: -90deg;
    transition: rotate 120ms;
  }
  .thought summary:dir(rtl) .icon {
    rotate: 90deg;
  }
  .thought[open] summary .icon {
    rotate: none;
  }
  .thinking summary .icon {
    animation: llm-thinking 1.8s infinite ease-in-out;
  }
  @keyframes llm-thinking {
    50% {
      opacity: 0.45;
    }
  }
  .thought-text {
    margin-block: calc(var(--_space) * 0.25) calc(var(--_space) * 0.75);
    padding-inline-start: calc(var(--_space) * 0.875);
    border-inline-start: 2px solid var(--_border);
  }
  .omitted {
    display: flex;
    gap: 0.75rem;
    align-items: flex-start;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .omitted::before,
  .omitted::after {
    content: '';
    flex: 1;
    min-inline-size: 1rem;
    margin-block-start: 0.75em;
    border-block-start: 1px solid var(--_border);
  }
  .omitted details {
    flex: 0 1 auto;
    max-inline-size: 30rem;
    text-align: center;
  }
  .omitted summary {
    flex-wrap: wrap;
    gap: 0 0.5em;
    justify-content: center;
    min-block-size: 1.5rem;
  }
  .omitted .link {
    color: var(--_text);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .omitted p {
    padding-block: 0.25rem;
  }
  .undo {
    position: absolute;
    inset-block-end: calc(var(--_space) * 0.5);
    inset-inline: 0;
    display: flex;
    gap: 0.75rem;
    align-items: center;
    inline-size: fit-content;
    max-inline-size: calc(100% - 2rem);
    margin-inline: auto;
    padding-block: 0.3125rem;
    padding-inline: 1rem 0.3125rem;
    color: var(--_surface);
    background: var(--_text);
    border: 1px solid transparent;
    border-radius: 999px;
    box-shadow: var(--_shadow);
    font-size: 0.9375em;
  }
  .undo .button {
    min-inline-size: 0;
    color: inherit;
    border-color: color-mix(in oklab, currentColor 40%, transparent);
  }
  .undo .button:hover {
    background: color-mix(in oklab, var(--_surface) 14%, transparent);
  }
  .undo .button:focus-visible {
    outline-color: currentColor;
    outline-offset: -4px;
  }
  @media (pointer: coarse) {
    .thought summary,
    .omitted summary,
    .file {
      min-block-size: 2.75rem;
    }
    .branches .icon-button {
      inline-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .thumb[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .undo,
    .editor {
      border: 1px solid CanvasText;
    }
    .branches [aria-disabled] {
      color: GrayText;
    }
    .branches [aria-disabled] .icon {
      opacity: 1;
    }
  }
`;

export const adoptMessageStyles = stylesFor(messageViewStyles, styles, questionStyles);
