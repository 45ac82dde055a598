/** How lists of sources look. */
import { css } from 'lit';

export const sourceListStyles = css`
  .sources {
    margin-block-start: calc(var(--_space) * 0.75);
    padding-block-start: calc(var(--_space) * 0.625);
    border-block-start: 1px solid var(--_border);
    font-size: 0.875em;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .sources-title {
    color: var(--_muted);
    font-weight: 600;
  }
  .source-list {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.625);
    margin: calc(var(--_space) * 0.375) 0 0;
    padding: 0;
    list-style: none;
  }
  .source {
    display: flex;
    gap: 0.5rem;
    align-items: baseline;
  }
  .source-body {
    flex: 1;
    min-inline-size: 0;
  }
  .source-number {
    flex: none;
    min-inline-size: 1.5em;
    padding-inline: 0.375em;
    color: var(--_text);
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    border-radius: 999px;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.5;
    text-align: center;
  }
  .source-head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: baseline;
  }
  .source-link {
    min-inline-size: 1.5rem;
    padding-block: 0.125em;
    color: var(--_link);
    font-weight: 500;
  }
  /* As large as a fingertip needs. */
  @media (pointer: coarse) {
    .source-link {
      padding-block: calc((2.75rem - 1.5em) / 2);
    }
  }
  .source-host {
    color: var(--_muted);
    unicode-bidi: isolate;
  }
  .source-quote {
    display: block;
    color: var(--_muted);
  }
  .source-quote + .source-quote {
    margin-block-start: 0.25em;
  }
  @media (forced-colors: active) {
    .source-number {
      border: 1px solid CanvasText;
    }
  }
`;
