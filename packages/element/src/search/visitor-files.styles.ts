/** How the files look that a visitor has added. They come with their code. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const files = css`
  .files {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
  }
  .files.over {
    outline: 2px dashed var(--_accent);
    outline-offset: 0.375rem;
    border-radius: calc(var(--_radius) * 0.5);
  }
  .files > .quiet {
    flex: 1 1 12rem;
  }
  .chips {
    display: flex;
    flex: 1 1 100%;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .chip {
    display: flex;
    align-items: center;
    gap: 0.375em;
    min-inline-size: 0;
    padding-inline-start: 0.75rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.625);
    font-size: 0.875em;
  }
  .chip > span {
    min-inline-size: 0;
  }
  .chip > .icon {
    inline-size: 1rem;
    block-size: 1rem;
    color: var(--_danger);
  }
  @media print {
    .files {
      display: none;
    }
  }
`;

/** Gives them to a shadow root. */
export const adoptFileStyles = stylesFor(files);
