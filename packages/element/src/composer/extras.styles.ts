/** How attachments, suggestions, the menu and the meter look. It comes with them. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const styles = css`
  .suggestions {
    display: flex;
    flex: none;
    inline-size: 100%;
    max-inline-size: calc(var(--_column) + var(--_space) * 2);
    margin-inline: auto;
    padding-inline: calc(var(--_space) * 0.75);
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 0.5);
    justify-content: center;
    max-block-size: 40%;
    overflow: auto;
    scrollbar-width: none;
  }
  .suggestion,
  ::slotted(button[slot='suggestions']) {
    flex: none;
    max-inline-size: min(100%, 24rem);
    min-block-size: 2.5rem;
    margin-block: 2px calc(var(--_space) * 0.5);
    padding: 0.375rem calc(var(--_space) * 0.875);
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.25);
    font: inherit;
    font-size: 0.9375em;
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
  }
  :is(.suggestion, ::slotted(button[slot='suggestions'])):hover {
    background: var(--_fill);
  }
  @media (pointer: coarse) {
    .suggestion,
    ::slotted(button[slot='suggestions']) {
      min-block-size: 2.75rem;
    }
  }
  @container llm-chat (inline-size < 36rem) {
    .suggestions {
      flex-wrap: nowrap;
      justify-content: flex-start;
    }
  }
  .suggestion-list {
    display: contents;
    list-style: none;
  }
  .suggestion-list li {
    display: contents;
  }
  .offer {
    display: inline-flex;
    flex: none;
    gap: 0.375em;
    align-items: center;
    align-self: flex-start;
    max-inline-size: 100%;
    min-block-size: 2rem;
    margin-block-end: calc(var(--_space) * 0.25);
    padding: 0.125rem 0.75rem 0.125rem 0.5rem;
    color: var(--_muted);
    background: transparent;
    border: 1px dashed color-mix(in oklab, var(--_text) 30%, var(--_surface));
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.875em;
    line-height: 1.4;
    text-align: start;
  }
  .offer:dir(rtl) {
    padding-inline: 0.5rem 0.75rem;
  }
  .offer:hover {
    color: var(--_text);
    background: var(--_fill);
  }
  .offer bdi,
  .chip-name,
  .chip-words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .composer-frame:has(.chips) {
    max-block-size: max(60%, 7.5rem);
  }
  .chips {
    display: grid;
    flex: none;
    grid-auto-rows: max-content;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    gap: calc(var(--_space) * 0.375);
    max-block-size: 7.75rem;
    margin: 0 0 calc(var(--_space) * 0.375);
    padding: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    list-style: none;
  }
  .chip {
    position: relative;
    display: flex;
    gap: calc(var(--_space) * 0.5);
    align-items: center;
    padding-inline: calc(var(--_space) * 0.625) 0.125rem;
    padding-block: 0.3125rem;
    overflow: hidden;
    background: var(--_fill);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.875em;
    line-height: 1.35;
    cursor: default;
  }
  .chip > .icon {
    color: var(--_muted);
  }
  .chip[data-state='failed'] {
    background: color-mix(in oklab, var(--_danger) 7%, var(--_surface));
    border-color: color-mix(in oklab, var(--_danger) 30%, var(--_surface));
  }
  .chip[data-state='failed'] > .icon {
    color: var(--_danger);
  }
  .chip-text {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .chip-name {
    font-weight: 500;
  }
  .chip-words {
    font-style: italic;
  }
  .chip-facts {
    color: var(--_muted);
    font-size: 0.9286em;
    font-variant-numeric: tabular-nums;
  }
  .chip[data-state='failed'] .chip-facts {
    color: inherit;
  }
  .chip-progress {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: 100%;
    block-size: 0.1875rem;
    overflow: hidden;
    background: transparent;
    border: 0;
    appearance: none;
  }
  .chip-progress::-webkit-progress-bar {
    background: transparent;
  }
  .chip-progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size 200ms;
  }
  .chip-progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .chip-progress:not([value]) {
    background: var(--_accent);
    animation: llm-chip 1.4s infinite ease-in-out;
  }
  @keyframes llm-chip {
    0%,
    100% {
      opacity: 0.25;
    }
    50% {
      opacity: 0.9;
    }
  }
  .chip-insert {
    align-self: flex-start;
    min-block-size: 1.75rem;
    margin-block: 0.25rem 0.125rem;
    padding: 0 0.625rem;
    color: var(--_muted);
    background: transparent;
    border: 1px solid var(--_border);
    border-radius: 999px;
    font-size: 0.9286em;
    line-height: 1.2;
  }
  .chip-insert:hover {
    color: var(--_text);
  }
  :is(.chip-remove, .chip-tasks) {
    inline-size: 1.875rem;
    block-size: 1.875rem;
  }
  :is(.chip-remove, .chip-tasks) .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .meter {
    display: grid;
    flex: none;
  }
  .meter-ring {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke-width: 3;
  }
  .meter-track {
    stroke: var(--_border);
  }
  .meter-used {
    stroke: var(--_muted);
    transition: stroke-dasharray 200ms;
  }
  .meter[data-state='nearly'] .meter-used {
    stroke: var(--_accent);
  }
  .meter:is([data-state='over'], [data-state='too-long']) .meter-used {
    stroke: var(--_danger);
  }
  .meter-text {
    position: absolute;
    z-index: 2;
    inset-block-end: calc(100% + 0.25rem);
    inset-inline-end: 0;
    max-inline-size: min(20rem, 100%);
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 0.75);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: var(--_shadow);
    font-size: 0.875em;
    line-height: 1.45;
    cursor: default;
  }
  /* A text that is not translated yet keeps its full stop at its end. */
  .meter-text,
  .drop-zone :is(strong, span) {
    unicode-bidi: plaintext;
  }
  .meter-text[hidden] {
    display: none;
  }
  .listening {
    color: var(--_danger);
  }
  .listening .icon {
    animation: llm-chip 1.4s infinite ease-in-out;
  }
  .drop-zone {
    position: absolute;
    z-index: 4;
    inset: 0.375rem;
    display: grid;
    place-items: center;
    padding: var(--_space);
    background: var(--_surface);
    border: 2px dashed var(--_accent);
    border-radius: calc(var(--_radius) * 0.75);
    text-align: center;
    pointer-events: none;
  }
  .drop-zone p {
    display: flex;
    flex-direction: column;
    align-items: center;
  }
  .drop-zone strong {
    font-weight: 600;
  }
  .drop-zone span {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .drop-zone .icon {
    inline-size: 2rem;
    block-size: 2rem;
    margin-block-end: calc(var(--_space) * 0.25);
    color: var(--_accent);
  }
  @container llm-chat (inline-size < 38rem) {
    /* One beside the other, as there is little room above a keyboard; the next one shows its edge. */
    .chips {
      grid-auto-columns: minmax(min(17rem, 88%), 1fr);
      grid-auto-flow: column;
      grid-template-columns: none;
    }
  }
  @media (pointer: coarse) {
    .chat :is(.chip-insert, .offer) {
      min-block-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .meter-track {
      stroke: CanvasText;
      stroke-width: 1;
    }
    .meter-used,
    .meter:is([data-state='over'], [data-state='too-long'], [data-state='nearly']) .meter-used {
      stroke: Highlight;
    }
    .chip-progress:not([value]) {
      background: Highlight;
    }
  }
`;

export const adoptExtrasStyles = stylesFor(styles);
