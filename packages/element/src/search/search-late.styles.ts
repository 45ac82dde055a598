/** How results look. It comes with the code that finds them. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const results = css`
  .title {
    flex: 1;
    font-weight: 600;
    line-height: 1.4;
  }
  .nothing {
    padding-inline: 0.25rem;
  }
  .results {
    margin: 0;
    padding: 0;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    list-style: none;
    overflow: hidden;
  }
  .result {
    position: relative;
    padding: calc(var(--_space) * 0.625) var(--_space);
  }
  .result + .result {
    border-block-start: 1px solid var(--_border);
  }
  .result:has(.result-link):hover {
    background: var(--_fill);
  }
  .result-link,
  .result-title {
    font-weight: 600;
    line-height: 1.4;
  }
  .result-link {
    color: var(--_link);
    text-decoration: none;
  }
  .result-link:hover {
    text-decoration: underline;
  }
  /* All of a result can be pressed. */
  .result-link::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .result-host {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .excerpt {
    color: color-mix(in oklab, var(--_text) 80%, var(--_surface));
    font-size: 0.9375em;
    line-height: 1.5;
  }
  mark {
    color: var(--_text);
    font-weight: 600;
    background: color-mix(in oklab, var(--_accent) 16%, transparent);
    border-radius: 0.1875em;
    box-decoration-break: clone;
  }
`;

const media = css`
  @media (forced-colors: active) {
    mark {
      forced-color-adjust: none;
      color: MarkText;
      background: Mark;
    }
  }
  @media print {
    .results {
      background: none;
      border-color: currentColor;
    }
    .result {
      break-inside: avoid;
    }
  }
`;

/** Gives them to a shadow root. */
export const adoptLateStyles = stylesFor(results, media);
