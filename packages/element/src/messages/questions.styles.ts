/** How the files of a question, the dialog with a file's text, and a question that is edited look. */
import { css } from 'lit';

export const questionStyles = css`
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
`;
