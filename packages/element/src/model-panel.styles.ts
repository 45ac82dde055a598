/** How the states before the conversation look. */
import { css } from 'lit';

export const modelPanelStyles = css`
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space);
    inline-size: 100%;
    max-inline-size: 27rem;
    margin: auto;
    text-align: center;
  }
  .panel h3 {
    font: inherit;
    font-size: 1.25em;
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.35;
    text-wrap: balance;
  }
  .panel h3 + .lead {
    margin-block-start: calc(var(--_space) * -0.5);
  }
  .lead {
    color: var(--_muted);
    text-wrap: pretty;
  }
  .quiet {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.5;
    text-wrap: pretty;
  }
  .emblem {
    display: grid;
    place-items: center;
    inline-size: 3.25rem;
    block-size: 3.25rem;
    color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 11%, var(--_surface));
    border: 1px solid transparent;
    border-radius: 50%;
  }
  .emblem .icon {
    inline-size: 1.625rem;
    block-size: 1.625rem;
  }
  .emblem.alert {
    color: var(--_danger);
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
  }
  .facts {
    inline-size: 100%;
    padding-inline: var(--_space);
    background: var(--_fill);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.875em;
    line-height: 1.5;
    text-align: start;
  }
  .facts div {
    display: flex;
    gap: var(--_space);
    justify-content: space-between;
    padding-block: calc(var(--_space) * 0.5);
  }
  .facts div + div {
    border-block-start: 1px solid var(--_border);
  }
  .facts dt {
    flex: none;
    color: var(--_muted);
  }
  .facts dd {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .facts small {
    display: block;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .link {
    min-block-size: 1.5rem;
    padding: 0;
    background: none;
    border: 0;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  .link:hover {
    text-decoration-color: currentColor;
  }
  .not-fetched {
    position: absolute;
    z-index: 3;
    inset-block-end: var(--_space);
    inset-inline: var(--_space);
    max-inline-size: 27rem;
    margin-inline: auto;
    padding: calc(var(--_space) * 0.75) var(--_space);
    color: var(--_danger);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: var(--_shadow);
    font-size: 0.9375em;
  }
  /* In the place of a window. */
  .not-fetched:not(.chat *) {
    position: fixed;
  }
  .panel > .primary {
    min-inline-size: min(100%, 16rem);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    justify-content: center;
  }
  .held {
    opacity: 0.55;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
    justify-content: center;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .figures span:first-child {
    color: var(--_text);
  }
  .panel .button + .quiet {
    margin-block-start: calc(var(--_space) * -0.25);
  }
  .late {
    animation: llm-late 600ms;
  }
  @keyframes llm-late {
    from,
    60% {
      opacity: 0;
    }
  }
  .technical {
    inline-size: 100%;
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .technical summary {
    inline-size: fit-content;
    align-content: center;
    min-block-size: 1.5rem;
    margin-inline: auto;
    cursor: pointer;
  }
  .technical p {
    margin-block-start: calc(var(--_space) * 0.375);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
    text-align: start;
  }
  .technical code {
    font-family: var(--_mono);
  }
  .panel.compact {
    flex-flow: row wrap;
    flex: none;
    gap: calc(var(--_space) * 0.5) var(--_space);
    max-inline-size: calc(var(--_column) + var(--_space) * 2);
    margin: 0 auto;
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 1.25);
    font-size: 0.9375em;
    text-align: start;
  }
  .compact h3 {
    font-size: 1em;
  }
  .compact progress {
    flex: 1 1 8rem;
  }
  .compact .lead,
  .compact .grow {
    flex: 1;
  }
  .compact small {
    display: block;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .compact .emblem {
    inline-size: 2rem;
    block-size: 2rem;
    margin: 0;
  }
  .compact .emblem .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }
  .compact .choices {
    margin-inline-start: auto;
  }
  .compact .button {
    min-block-size: 2.25rem;
    min-inline-size: 0;
  }
  @media (forced-colors: active) {
    .emblem,
    .facts {
      border-color: CanvasText;
    }
  }
  @container llm-chat (inline-size < 24rem) {
    .panel {
      gap: calc(var(--_space) * 0.75);
    }
    .emblem {
      inline-size: 2.5rem;
      block-size: 2.5rem;
    }
    .start .emblem {
      display: none;
    }
    .panel h3 {
      font-size: 1.125em;
    }
    .lead,
    .panel > .primary {
      font-size: 0.9375em;
    }
    .panel > .primary {
      inline-size: 100%;
    }
  }
`;
