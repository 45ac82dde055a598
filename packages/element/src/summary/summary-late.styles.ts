/** How a summary looks, and what leads to it. It comes with its code. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';
import { progressStyles } from '../looks/progress.styles.js';
import { startingStyles } from '../starting-view.styles.js';

const summary = css`
  .title {
    flex: 1;
    font-weight: 600;
    line-height: 1.4;
  }
  .done > .title {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .title.alert {
    display: flex;
    gap: 0.5em;
    align-items: start;
  }
  .alert .icon {
    margin-block-start: 0.0625rem;
    color: var(--_danger);
  }
  .done > .markdown {
    margin-block-start: calc(var(--_space) * -0.375);
  }
  .markdown.plain {
    white-space: pre-wrap;
  }
  .runs > .markdown {
    color: color-mix(in oklab, var(--_text) 86%, var(--_surface));
  }
  .news {
    color: var(--_text);
    font-weight: 500;
  }
  .row.end {
    column-gap: calc(var(--_space) * 0.5);
    margin-block-start: calc(var(--_space) * 0.25);
  }
  .row.end > .quiet {
    flex: 1 1 14rem;
  }
  .action {
    color: var(--_muted);
    text-wrap: pretty;
  }
  .button.small .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
`;

const media = css`
  @media (pointer: coarse) {
    .summary .technical summary {
      min-block-size: 2.75rem;
    }
  }
  @media print {
    .summary:is(.missing, .runs, .failed) {
      display: none;
    }
  }
`;

/** Gives them to a shadow root. */
export const adoptLateStyles = stylesFor(progressStyles, startingStyles, summary, media);
