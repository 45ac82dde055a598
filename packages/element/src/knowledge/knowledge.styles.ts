/** How answers from documents look: the lines above them, the marks in them, and the card of a mark. */
import { css } from 'lit';

export const knowledgeStyles = css`
  .knowledge-line,
  .knowledge-titles {
    color: var(--_muted);
    font-size: 0.875em;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .knowledge-line {
    margin-block-end: calc(var(--_space) * 0.375);
  }
  .knowledge-titles {
    margin: 0 0 calc(var(--_space) * 0.5);
    padding-inline-start: calc(var(--_space) * 0.75);
    border-inline-start: 2px solid var(--_border);
    list-style: none;
  }
  .markdown .citation {
    position: relative;
    display: inline-block;
    min-inline-size: 1.5em;
    margin-inline: 0.125em;
    padding-inline: 0.375em;
    color: var(--_text);
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    border-radius: 999px;
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.5;
    text-align: center;
    text-decoration: none;
    vertical-align: 0.125em;
  }
  .markdown a.citation:hover {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  /* As large as a fingertip needs, without a gap in the line. */
  .markdown a.citation::after {
    content: '';
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 50%;
    inline-size: max(100%, 1.5rem);
    block-size: 1.5rem;
    translate: -50% -50%;
  }
  .markdown a.citation:dir(rtl)::after {
    translate: 50% -50%;
  }
  .source-card {
    position: fixed;
    inset: auto;
    /* Wherever it stands: what is left beside it is no measure. */
    inline-size: max-content;
    max-inline-size: min(22rem, calc(100vw - 1rem));
    margin: 0;
    padding: 0;
    overflow: visible;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: var(--_float);
    font-size: 0.875em;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  /* On the way from the mark to the card the pointer is on the card already. */
  .source-card::before {
    content: '';
    position: absolute;
    inset: -6px;
    z-index: -1;
  }
  .source-card-content {
    max-block-size: calc(min(16rem, 100dvh - 1rem) - 2px);
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 0.75);
    overflow: auto;
  }
  @media (forced-colors: active) {
    .markdown .citation {
      outline: 1px solid;
      outline-offset: -1px;
    }
    .markdown a.citation {
      outline-color: LinkText;
    }
    .markdown a.citation:focus-visible {
      outline: 2px solid Highlight;
      outline-offset: 2px;
    }
  }
`;
