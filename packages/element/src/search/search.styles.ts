/** How `<local-llm-search>` looks before anything is searched for: a field in the text of the page. */
import { css } from 'lit';
import { buttonStyles } from '../looks/buttons.styles.js';
import { smallElementStyles } from '../looks/small-element.styles.js';
import { tokens } from '../looks/tokens.styles.js';

const box = css`
  .search {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.75);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 3rem;
    padding-inline: 0.875rem 0.25rem;
    background: var(--_surface);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
  }
  .field:focus-within {
    border-color: var(--_focus);
    box-shadow: 0 0 0 1px var(--_focus);
  }
  .field > .icon {
    color: var(--_muted);
  }
  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.75rem;
    padding: 0.5rem 0;
    font: inherit;
    font-size: max(1em, 1rem);
    color: inherit;
    background: none;
    border: none;
    appearance: none;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .quiet {
    color: var(--_muted);
    text-wrap: pretty;
    font-size: 0.875em;
  }
  .link {
    min-block-size: 1.5rem;
    padding: 0;
    color: var(--_link);
    background: none;
    border: none;
    text-decoration: underline;
  }
  input:focus-visible {
    outline: none;
  }
`;

const media = css`
  @media (pointer: coarse) {
    .search :is(.button, .icon-button, .link) {
      min-block-size: 2.75rem;
      min-inline-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .field:focus-within {
      outline: 3px solid Highlight;
      outline-offset: 1px;
    }
    .button {
      border-color: ButtonBorder;
    }
    .button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
      opacity: 1;
    }
    :focus-visible {
      outline: 3px solid Highlight;
    }
    input:focus-visible {
      outline: none;
    }
  }
  @media print {
    :host {
      color-scheme: light;
    }
    .search button,
    .field > .icon {
      display: none;
    }
  }
`;

export const searchStyles = [tokens, smallElementStyles, box, buttonStyles, media];
