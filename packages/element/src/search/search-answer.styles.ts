/** How an answer looks that stands above results, and what leads to it. It comes with its code. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';
import { knowledgeStyles } from '../knowledge/knowledge.styles.js';
import { sourceListStyles } from '../knowledge/source-list.styles.js';
import { progressStyles } from '../looks/progress.styles.js';
import { startingStyles } from '../starting-view.styles.js';

const answer = css`
  .answer {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.5);
  }
  .answer:not(.offered, .waiting) {
    padding: calc(var(--_space) * 0.75) var(--_space);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
  }
  .row > .quiet {
    flex: 1 1 14rem;
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .title.small {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .markdown.plain {
    white-space: pre-wrap;
  }
  .answer > .quiet {
    font-size: 0.8125em;
  }
  .button .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }
  @media (pointer: coarse) {
    .search .technical summary {
      min-block-size: 2.75rem;
    }
  }
  @media print {
    .answer {
      break-inside: avoid;
    }
    .answer:not(.done) {
      display: none;
    }
  }
`;

/** Gives them to a shadow root. */
export const adoptAnswerStyles = stylesFor(progressStyles, startingStyles, knowledgeStyles, sourceListStyles, answer);
