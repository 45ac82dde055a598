/** How the output of code looks. Fetched with the first run. */
import { css } from 'lit';

export const runStyles = css`
  .run-output {
    max-block-size: 24rem;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.875) calc(var(--_space) * 0.625);
    overflow: auto;
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
    font-size: 0.875em;
    line-height: 1.5;
    text-align: start;
    scrollbar-width: thin;
  }
  .run-line,
  .run-value {
    font-family: var(--llm-code-font, ui-monospace, 'SF Mono', Menlo, Consolas, monospace);
    font-size: 0.9375em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .run-line.debug,
  .run-line.info {
    color: var(--_muted);
  }
  .run-line.warn,
  .run-line.error {
    margin-block: 0.125rem;
    padding-inline-start: 0.5rem;
    border-inline-start: 3px solid var(--_danger);
  }
  .run-line.warn {
    border-inline-start-style: dotted;
  }
  .run-value {
    margin-block-start: 0.25rem;
    font-weight: 600;
  }
  .run-sign::before {
    content: '= ';
    color: var(--_muted);
    font-weight: 400;
  }
  .markdown .run-output p,
  .run-output p {
    margin-block: 0.375rem 0;
  }
  .run-status,
  .run-note {
    color: var(--_muted);
    font-size: 0.9375em;
  }
  .run-failure {
    color: var(--_danger);
    overflow-wrap: anywhere;
  }
  .run-table {
    margin-block: 0.375rem;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .run-output table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .run-output :is(th, td) {
    min-inline-size: 2.5rem;
    max-inline-size: 20rem;
    padding: 0.25rem 0.75rem 0.25rem 0;
    border-block-end: 1px solid var(--_border);
    overflow-wrap: break-word;
    text-align: start;
    vertical-align: top;
  }
  .run-output :is(th, td):dir(rtl) {
    padding: 0.25rem 0 0.25rem 0.75rem;
  }
  .run-output th[scope='row'] {
    color: var(--_muted);
    font-weight: 400;
  }
  .run-chart {
    margin: 0.5rem 0;
  }
  .run-chart figcaption {
    margin-block-end: 0.25rem;
    font-weight: 600;
  }
  .run-chart svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 32rem;
    block-size: 7.5rem;
  }
  .run-chart rect {
    fill: var(--_accent);
  }
  .run-chart polyline {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }
  .run-chart line {
    stroke: var(--_border);
    vector-effect: non-scaling-stroke;
  }
  .markdown .run-legend,
  .run-legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 0.875rem;
    max-inline-size: 32rem;
    margin: 0.25rem 0 0;
    padding: 0;
    color: var(--_muted);
    font-size: 0.9375em;
    list-style: none;
  }
  .markdown .run-legend li {
    margin: 0;
  }
  .run-legend b {
    color: var(--_text);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    .run-chart rect {
      forced-color-adjust: none;
      fill: Highlight;
    }
    .run-chart polyline {
      forced-color-adjust: none;
      stroke: Highlight;
    }
  }
`;
