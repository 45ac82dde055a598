/** How steps, questions about them and the list of tools look. */
import { css } from 'lit';

export const toolStyles = css`
  .step-list {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.75);
    margin-block: calc(var(--_space) * 0.25) calc(var(--_space) * 0.75);
    padding-inline-start: calc(var(--_space) * 0.875);
    border-inline-start: 2px solid var(--_border);
    list-style: none;
    overflow-wrap: anywhere;
  }
  .step-head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: baseline;
  }
  .step-name {
    color: var(--_text);
    font-weight: 500;
  }
  .step-state {
    font-size: 0.9em;
  }
  :is(.failed, .denied) > .step-head > .step-state {
    color: var(--_danger);
  }
  .arguments {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
    margin: 0;
  }
  .argument {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: baseline;
    min-inline-size: 0;
  }
  .argument dt {
    color: var(--_muted);
  }
  .argument dt::after {
    content: ':';
  }
  .argument dd {
    flex: 1 1 10rem;
    min-inline-size: 0;
    margin: 0;
  }
  .argument small {
    color: var(--_muted);
    font-size: 0.9em;
  }
  :is(.value, .step-result) {
    font-family: var(--_mono);
    font-size: 0.9375em;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .value {
    unicode-bidi: isolate;
  }
  .step-result {
    margin-block-start: 0.25rem;
    padding: 0.375rem 0.625rem;
    color: var(--_text);
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
  }
  .approval {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.5);
    margin-block: calc(var(--_space) * 0.25) calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.875) var(--_space);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.9375em;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .approval-title {
    font-size: 1.0667em;
    font-weight: 600;
  }
  .approval strong {
    font-weight: 700;
  }
  .argument-box {
    max-block-size: 16rem;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.5rem 0.75rem;
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
  }
  .approval-warning {
    display: flex;
    gap: 0.5em;
    align-items: flex-start;
    color: var(--_danger);
  }
  .approval-warning .icon {
    margin-block-start: 0.125rem;
  }
  .approval-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.25rem;
  }
  .approval-buttons [aria-disabled] {
    color: var(--_muted);
    border-style: dashed;
    cursor: default;
  }
  /* Nobody is waited for but the visitor. */
  .approval ~ .writing {
    display: none;
  }
  .tools-dialog {
    flex-direction: column;
    inline-size: min(34rem, calc(100vw - 2rem));
    max-inline-size: none;
    block-size: fit-content;
    max-block-size: min(44rem, calc(100dvh - 2rem));
    padding: 0;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: 0 12px 48px rgb(0 0 0 / 24%);
    font-size: 1rem;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .tools-dialog[open] {
    display: flex;
  }
  .tools-dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .tools-dialog header {
    display: flex;
    gap: 1rem;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 0.625);
    padding-inline: calc(var(--_space) * 1.25) calc(var(--_space) * 0.625);
  }
  .tools-dialog :is(h3, h4) {
    font: inherit;
    font-weight: 600;
  }
  .tools-dialog h3:focus-visible {
    outline-offset: 0.25rem;
  }
  .tools-body {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: var(--_space) calc(var(--_space) * 1.25) calc(var(--_space) * 1.25);
    border-block-start: 1px solid var(--_border);
    font-size: 0.9375em;
  }
  .tools-body:focus-visible {
    outline-offset: -3px;
  }
  .tool-list {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    list-style: none;
  }
  .tool-facts {
    color: var(--_muted);
    font-size: 0.9375em;
  }
  .tool-facts strong {
    color: var(--_text);
  }
  .grant {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 0.75rem;
    align-items: center;
    justify-content: space-between;
    margin-block-start: 0.375rem;
    padding: 0.375rem 0.375rem 0.375rem 0.75rem;
    background: var(--_fill);
    border-radius: calc(var(--_radius) * 0.5);
  }
  @media (forced-colors: active) {
    .step-result,
    .grant,
    .argument-box {
      border: 1px solid CanvasText;
    }
    .approval-buttons [aria-disabled] {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
