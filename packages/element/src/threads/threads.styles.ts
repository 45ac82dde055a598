/** How the list of conversations looks. It comes with the list. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const styles = css`
  .threads {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    z-index: 2;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_surface);
  }
  .sheet-list {
    inset-inline-end: 0;
    z-index: 3;
  }
  .sheet-list > * {
    animation: llm-threads 160ms ease-out;
  }
  @keyframes llm-threads {
    from {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }
  .side-list {
    inline-size: 17rem;
    background: color-mix(in oklab, var(--_fill) 60%, var(--_surface));
    border-inline-end: 1px solid var(--_border);
  }
  .frame.beside {
    margin-inline-start: 17rem;
  }
  .threads-header {
    display: flex;
    align-items: center;
    padding-block: calc(var(--_space) * 0.5);
    padding-inline: var(--_space) calc(var(--_space) * 0.5);
  }
  .threads :is(h3, h4) {
    font: inherit;
    font-weight: 600;
    unicode-bidi: plaintext;
  }
  .threads h3 {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .threads-search {
    position: relative;
    display: flex;
    align-items: center;
    margin: 0 calc(var(--_space) * 0.75) calc(var(--_space) * 0.5);
    color: var(--_muted);
  }
  .threads-search > .icon {
    position: absolute;
    inset-inline-start: 0.625rem;
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
    pointer-events: none;
  }
  .threads-search .icon-button {
    position: absolute;
    inset-inline-end: 0.125rem;
  }
  .threads :is(.threads-search, .thread-rename) input {
    flex: 1;
    inline-size: 100%;
    min-inline-size: 0;
    margin: 0;
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    /* The colour that controls need against the surface. */
    border: 1px solid color-mix(in oklab, var(--_text) 52%, var(--_surface));
    border-radius: calc(var(--_radius) * 0.625);
    appearance: none;
  }
  .threads-search input {
    min-block-size: 2.25rem;
    padding-block: 0.25rem;
    padding-inline: 2.125rem 2.125rem;
  }
  .threads-search input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .threads-search input::-webkit-search-cancel-button {
    display: none;
  }
  .threads-body {
    flex: 1;
    min-block-size: 0;
    padding: 0 calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  .threads-body h4 {
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 0.5) calc(var(--_space) * 0.25);
    color: var(--_muted);
    font-size: 0.78em;
    font-weight: 500;
  }
  .threads-body ul {
    display: grid;
    gap: 1px;
    list-style: none;
  }
  .threads-body .quiet {
    padding: calc(var(--_space) * 0.5);
    color: var(--_muted);
    font-size: 0.9em;
    unicode-bidi: plaintext;
    text-align: start;
  }
  .threads .late {
    animation: llm-late 200ms 600ms backwards;
  }
  @keyframes llm-late {
    from {
      opacity: 0;
    }
  }
  .thread {
    display: flex;
    align-items: center;
    min-inline-size: 0;
    border-radius: calc(var(--_radius) * 0.625);
    transition: background-color 120ms;
  }
  .thread:hover {
    background: var(--_fill);
  }
  .thread:has([aria-current]) {
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }
  .thread-open {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.75rem;
    align-content: center;
    padding: 0.3125rem 0.5rem;
    text-align: start;
    background: none;
    border: 0;
    border-radius: inherit;
    line-height: 1.4;
  }
  .thread-open:focus-visible {
    outline-offset: -2px;
  }
  .thread-title {
    overflow: hidden;
    font-size: 0.9375em;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .thread [aria-current] .thread-title {
    font-weight: 600;
  }
  .thread-snippet {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125em;
    text-align: start;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  /* The direction of a title is its own; where it begins is the list's. */
  .threads:dir(rtl) :is(.thread-title, .thread-snippet) {
    text-align: right;
  }
  .threads:dir(ltr) :is(.thread-title, .thread-snippet) {
    text-align: left;
  }
  .threads:dir(rtl) :is(h3, h4, p) {
    text-align: right;
  }
  .threads mark {
    color: var(--_text);
    font-weight: 600;
    background: color-mix(in oklab, var(--_accent) 24%, transparent);
    border-radius: 0.125rem;
  }
  .thread-facts {
    display: flex;
    gap: 0.375rem;
    align-items: center;
    color: var(--_muted);
    font-size: 0.75em;
    unicode-bidi: plaintext;
  }
  .thread-dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    background: var(--_accent);
    border-radius: 50%;
    animation: llm-thread-dot 1.4s ease-in-out infinite alternate;
  }
  @keyframes llm-thread-dot {
    to {
      opacity: 0.35;
    }
  }
  .thread-more {
    margin-inline-end: 0.25rem;
  }
  @media (hover: hover) {
    .thread:not(:hover, :focus-within) .thread-more:not([aria-expanded='true']) {
      opacity: 0;
    }
  }
  .thread-rename {
    display: flex;
    flex: 1;
    padding: 0.25rem;
  }
  .thread-rename input {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.5rem;
  }
  .threads-note {
    margin: 0 calc(var(--_space) * 0.75) calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.625);
    color: var(--_muted);
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
    font-size: 0.8125em;
    line-height: 1.45;
    unicode-bidi: plaintext;
  }
  .threads-note.problem {
    color: var(--_danger);
  }
  .threads-undo,
  .threads-question {
    margin: 0 calc(var(--_space) * 0.75) calc(var(--_space) * 0.75);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: var(--_shadow);
    font-size: 0.9em;
    line-height: 1.45;
  }
  .threads-undo {
    display: flex;
    gap: calc(var(--_space) * 0.5);
    align-items: center;
  }
  .threads-undo p {
    flex: 1;
    min-inline-size: 0;
    unicode-bidi: plaintext;
  }
  .threads-question {
    display: grid;
    gap: calc(var(--_space) * 0.375);
    padding-block: calc(var(--_space) * 0.75);
  }
  .threads-question p {
    unicode-bidi: plaintext;
  }
  .threads-answers {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    justify-content: flex-end;
  }
  .threads .button.danger {
    color: var(--_surface);
    background: var(--_danger);
    border-color: transparent;
  }
  .threads .button:disabled {
    opacity: 0.6;
  }
  .threads-drop {
    position: absolute;
    inset: calc(var(--_space) * 0.5);
    display: grid;
    place-items: center;
    background: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
    border: 2px dashed var(--_accent);
    border-radius: calc(var(--_radius) * 0.75);
    font-weight: 500;
    pointer-events: none;
  }
  @media (pointer: coarse) {
    .threads-search input,
    .thread-rename input {
      min-block-size: 2.75rem;
    }
    /* Smaller letters make phones zoom into the page. */
    .threads :is(.threads-search, .thread-rename) input {
      font-size: max(1em, 16px);
    }
  }
  @media (forced-colors: active) {
    .thread:has([aria-current]) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .thread-dot {
      background: Highlight;
      forced-color-adjust: none;
    }
    .threads mark {
      color: HighlightText;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
  /* Above the field, in line with the messages. */
  .waiting {
    inline-size: 100%;
    max-inline-size: var(--_column);
    margin-inline: auto;
    padding: 0 var(--_space) calc(var(--_space) * 0.375);
    color: var(--_muted);
    font-size: 0.875em;
  }
  @media print {
    .threads {
      display: none;
    }
    .frame.beside {
      margin-inline-start: 0;
    }
  }
`;

export const adoptThreadsStyles = stylesFor(styles);
