/** How the sheet of models looks. It comes with the sheet. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const styles = css`
  .sheet {
    position: absolute;
    z-index: 3;
    inset: 0;
    display: flex;
    flex-direction: column;
    inline-size: auto;
    block-size: auto;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    color: inherit;
    background: var(--_surface);
    border: 0;
  }
  /* The sheet itself is there at once: half of two texts over each other is none. */
  .sheet > * {
    animation: llm-sheet 160ms ease-out;
  }
  @keyframes llm-sheet {
    from {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }
  .sheet-header {
    display: flex;
    gap: var(--_space);
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.625) calc(var(--_space) * 0.5) var(--_space);
    border-block-end: 1px solid var(--_border);
  }
  .sheet :is(h3, h4, legend) {
    font: inherit;
    font-weight: 600;
  }
  .sheet :is(h4, legend) {
    padding: 0;
    font-size: 0.9375em;
  }
  .sheet-body {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 1.5);
    min-block-size: 0;
    padding: var(--_space) max(var(--_space), (100% - 34rem) / 2);
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  .options {
    display: grid;
    gap: calc(var(--_space) * 0.5);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .options legend {
    margin-block-end: calc(var(--_space) * 0.5);
  }
  .option {
    display: flex;
    gap: calc(var(--_space) * 0.75);
    padding: calc(var(--_space) * 0.75);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    line-height: 1.45;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }
  .option:hover {
    background: var(--_fill);
  }
  .option:has(:checked) {
    background: color-mix(in oklab, var(--_accent) 7%, var(--_surface));
    border-color: var(--_accent);
  }
  .option:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .option input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0.1875em 0 0;
    accent-color: var(--_accent);
    cursor: inherit;
  }
  .option input:focus-visible {
    outline: none;
  }
  .option-text {
    display: grid;
    flex: 1;
    gap: 0.125em;
    min-inline-size: 0;
  }
  .option-name {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: baseline;
    font-weight: 500;
  }
  .badge {
    padding: 0 0.5em;
    color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
    border: 1px solid transparent;
    border-radius: 999px;
    font-size: 0.75em;
    font-weight: 500;
  }
  .option-good {
    font-size: 0.875em;
    text-wrap: pretty;
  }
  .option-facts {
    color: var(--_muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .option-facts > bdi {
    display: inline-block;
  }
  .sheet :is(legend, h3, h4, p, .option-good, .option-facts > bdi) {
    unicode-bidi: plaintext;
  }
  .sheet-body:dir(rtl) :is(legend, h4, p, .option-good) {
    text-align: right;
  }
  .storage {
    display: grid;
    gap: calc(var(--_space) * 0.625);
  }
  .storage ul {
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    list-style: none;
  }
  .storage > .button {
    justify-self: start;
  }
  .stored {
    display: flex;
    gap: calc(var(--_space) * 0.5);
    align-items: center;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.5) calc(var(--_space) * 0.5)
      calc(var(--_space) * 0.75);
    line-height: 1.45;
  }
  div.stored {
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
  }
  .stored + .stored {
    border-block-start: 1px solid var(--_border);
  }
  .stored .icon-button:hover {
    color: var(--_danger);
  }
  .question {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    justify-content: flex-end;
    padding-block: calc(var(--_space) * 0.25);
  }
  .question p {
    flex: 1 1 100%;
    font-size: 0.9375em;
  }
  .button.danger {
    color: var(--_surface);
    background: var(--_danger);
    border-color: transparent;
  }
  .button.danger:hover {
    background: color-mix(in oklab, var(--_danger) 88%, var(--_text));
  }
  .button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  .room {
    display: grid;
    gap: calc(var(--_space) * 0.375);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .room progress {
    block-size: 0.25rem;
  }
  .problem {
    color: var(--_danger);
    font-size: 0.875em;
  }
  .sheet-footer {
    display: grid;
    gap: calc(var(--_space) * 0.375);
    justify-items: center;
    padding: calc(var(--_space) * 0.75) var(--_space);
    border-block-start: 1px solid var(--_border);
    text-align: center;
  }
  .sheet-footer .button {
    inline-size: min(100%, 24rem);
  }
  @media (forced-colors: active) {
    .badge,
    .button.danger {
      border-color: currentColor;
    }
    .option:has(:checked) {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }
  }
`;

export const adoptModelsStyles = stylesFor(styles);
