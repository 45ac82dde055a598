/** How a model looks that is on its way: figures of its download, and what the technical details fold away. */
import { css } from 'lit';

export const startingStyles = css`
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .held {
    opacity: 0.55;
  }
  .technical {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .technical[open] {
    flex-basis: 100%;
  }
  .technical summary {
    inline-size: fit-content;
    align-content: center;
    min-block-size: 1.5rem;
    cursor: pointer;
  }
  .technical code {
    font-family: var(--_mono);
  }
`;
