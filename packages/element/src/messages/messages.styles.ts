/** How what can be done with messages looks. Adopted with its code, as nothing of it is there before. */
import { css } from 'lit';

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
    opacity: 0.35;
    cursor: default;
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
  .menu {
    position: fixed;
    inset: auto;
    min-inline-size: 12rem;
    max-inline-size: calc(100vw - 1rem);
    margin: 0;
    padding: 0.3125rem;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: 0 2px 6px rgb(0 0 0 / 8%), 0 12px 32px rgb(0 0 0 / 14%);
    font-size: 0.9375em;
  }
  .menu-item {
    display: flex;
    gap: 0.625rem;
    align-items: center;
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding-block: 0.25rem;
    padding-inline: 0.5rem 0.75rem;
    background: transparent;
    border: 0;
    border-radius: calc(var(--_radius) * 0.5);
    text-align: start;
  }
  .menu-item .icon {
    color: var(--_muted);
  }
  .menu-item:is(:hover, :focus-visible) {
    background: color-mix(in oklab, var(--_text) 7%, var(--_surface));
  }
  .menu-item:focus-visible {
    outline-offset: -2px;
  }
  .menu-item.danger,
  .menu-item.danger .icon {
    color: var(--_danger);
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
  .thinking summary span {
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
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    max-inline-size: 100%;
    list-style: none;
  }
  .message.user > .files,
  .body > .files {
    justify-content: flex-end;
    margin-block-end: 0.375rem;
  }
  .files li {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .file {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 0.5rem;
    align-items: center;
    max-inline-size: 18rem;
    min-block-size: 2.75rem;
    padding-block: 0.25rem;
    padding-inline: 0.5rem 0.75rem;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.875em;
    line-height: 1.35;
    text-align: start;
  }
  button.file:hover {
    background: var(--_fill);
  }
  .file > .icon {
    grid-row: span 2;
    color: var(--_muted);
  }
  .file-name {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .file small {
    grid-column: 2;
    color: var(--_muted);
    font-size: 0.9em;
  }
  .file .cut {
    display: block;
  }
  span.file {
    grid-template-columns: auto 1fr auto;
  }
  span.file > .icon {
    grid-row: auto;
  }
  .editor {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.5);
    inline-size: 100%;
    padding: calc(var(--_space) * 0.625);
    background: var(--_bubble);
    border-radius: var(--_radius);
  }
  .editor .note {
    margin: 0;
  }
  /* A copy of the text under the field gives the cell its height, so that the field grows with it. */
  .edit-field {
    display: grid;
    max-block-size: 16rem;
    overflow-y: auto;
    background: var(--_surface);
    border: 1px solid color-mix(in oklab, var(--_text) 45%, var(--_surface));
    border-radius: calc(var(--_radius) * 0.75);
  }
  .edit-field:focus-within {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .edit-field::after {
    content: attr(data-text);
    visibility: hidden;
  }
  .edit-field::after,
  .edit-field textarea {
    grid-area: 1 / 1;
    min-inline-size: 0;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: 0;
    font: inherit;
    font-size: max(1em, 1rem);
    line-height: 1.5;
    letter-spacing: inherit;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .edit-field textarea {
    inline-size: 100%;
    overflow: hidden;
    color: inherit;
    background: transparent;
    outline: none;
    resize: none;
  }
  .edit-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    justify-content: flex-end;
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
  .file-dialog {
    flex-direction: column;
    inline-size: min(44rem, calc(100vw - 2rem));
    max-inline-size: none;
    block-size: fit-content;
    max-block-size: min(44rem, calc(100dvh - 2rem));
    padding: 0;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: 0 12px 48px rgb(0 0 0 / 24%);
    overflow-wrap: anywhere;
  }
  .file-dialog[open] {
    display: flex;
  }
  .file-dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .file-dialog header {
    display: flex;
    gap: 1rem;
    align-items: flex-start;
    padding-block-start: calc(var(--_space) * 0.875);
    padding-inline: calc(var(--_space) * 1.25) calc(var(--_space) * 0.875);
  }
  .file-dialog header > div {
    flex: 1;
    min-inline-size: 0;
  }
  .file-dialog h3 {
    font: inherit;
    font-weight: 600;
    line-height: 1.4;
  }
  .file-dialog :is(small, p) {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .file-dialog p {
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.25) calc(var(--_space) * 0.5);
  }
  .file-text {
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.25) calc(var(--_space) * 1.25);
    border-block-start: 1px solid var(--_border);
    white-space: pre-wrap;
  }
  .file-text:focus-visible {
    outline-offset: -3px;
  }
  @media (pointer: coarse) {
    .menu-item,
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
    .menu-item:is(:hover, :focus-visible) {
      color: HighlightText;
      background: Highlight;
      forced-color-adjust: none;
    }
    .menu-item:is(:hover, :focus-visible) .icon {
      color: HighlightText;
    }
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
      opacity: 1;
    }
  }
`;

/** Puts the styles into a shadow root, once. */
export function adoptMessageStyles(root: Node): void {
  const sheet = styles.styleSheet;
  if (!(root instanceof ShadowRoot) || sheet === undefined || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets.push(sheet);
}
