/** How messages look, with what stands below them. */
import { css } from 'lit';

export const messageViewStyles = css`
  .stretch {
    display: flex;
    flex-direction: column;
    gap: inherit;
    min-inline-size: 0;
  }
  /* Out of sight messages cost neither layout nor paint; they keep the height that they had. */
  .stretch:not(.last) {
    content-visibility: auto;
    contain-intrinsic-size: auto 150rem;
    overflow-clip-margin: 0.5rem;
  }
  .message {
    position: relative;
    min-inline-size: 0;
    border-radius: calc(var(--_radius) * 0.5);
  }
  .message:focus-visible {
    outline-offset: 0.25rem;
  }
  .message.user:not(:has(> .body)),
  .message.user > .body {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    padding-inline-start: 12%;
  }
  .message.user.edited:not(:has(> .body)),
  .message.user.edited > .body {
    padding-inline-start: 0;
  }
  .message:has(> .avatar) {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--_space) * 0.75);
  }
  .message.user:has(> .avatar) {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .message.user > .avatar {
    grid-area: 1 / 2;
  }
  .message.user > .body {
    grid-area: 1 / 1;
  }
  .bubble {
    max-inline-size: 100%;
    padding: calc(var(--_space) * 0.5) var(--_space);
    background: var(--_bubble);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 1.125);
    border-end-end-radius: calc(var(--_radius) * 0.375);
    white-space: pre-wrap;
  }
  .markdown.plain {
    white-space: pre-wrap;
  }
  .writing {
    display: flex;
    gap: 0.3125rem;
    align-items: center;
    block-size: 1.6em;
  }
  .writing i {
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    background: var(--_muted);
    border-radius: 50%;
    animation: llm-dot 1.2s infinite ease-in-out;
  }
  .writing i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .writing i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes llm-dot {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
      translate: 0 -0.1875rem;
    }
  }
  .task-progress {
    display: flex;
    gap: calc(var(--_space) * 0.625);
    align-items: center;
    margin-block-start: calc(var(--_space) * 0.375);
    color: var(--_muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .task-progress progress {
    flex: 0 1 10rem;
    min-inline-size: 3rem;
    block-size: 0.375rem;
    overflow: hidden;
    background: color-mix(in oklab, var(--_text) 12%, var(--_surface));
    border: 0;
    border-radius: 999px;
    appearance: none;
  }
  .task-progress progress::-webkit-progress-bar {
    background: transparent;
  }
  .task-progress progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 999px;
    transition: inline-size 200ms linear;
  }
  .task-progress progress::-moz-progress-bar {
    background: var(--_accent);
    border-radius: 999px;
  }
  .note {
    margin-block-start: calc(var(--_space) * 0.375);
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .failure {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    align-items: center;
    margin-block-start: calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 0.875);
    background: color-mix(in oklab, var(--_danger) 7%, var(--_surface));
    border: 1px solid color-mix(in oklab, var(--_danger) 25%, var(--_surface));
    border-radius: calc(var(--_radius) * 0.75);
    font-size: 0.9375em;
    line-height: 1.5;
  }
  .failure > .icon {
    color: var(--_danger);
  }
  .failure p {
    flex: 1 1 12rem;
  }
  .failure strong {
    font-weight: 600;
  }
  .log:not(.idle) .when-idle {
    display: none;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem;
    align-items: center;
    margin-block: calc(var(--_space) * 0.25) calc(var(--_space) * -0.5);
    margin-inline-start: -0.4375rem;
  }
  .user .actions {
    margin-block: 0;
    margin-inline: 0 -0.4375rem;
  }
  /* The quiet buttons below a question stand in the gap to its answer. */
  .message.user:not(.edited) {
    margin-block-end: calc(var(--_space) * -1.125);
  }
  .actions .when-idle {
    display: inline-flex;
    gap: inherit;
  }
  .button.proceed {
    gap: 0.375em;
    color: var(--_muted);
    border-color: transparent;
    border-radius: calc(var(--_radius) * 0.625);
    font-size: 0.875em;
  }
  .button.proceed:hover {
    color: var(--_text);
  }
  .proceed:dir(rtl) .icon {
    scale: -1 1;
  }
  .proceed .icon {
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
  }
  .latest {
    position: absolute;
    inset-block-end: calc(var(--_space) * 0.5);
    inset-inline: 0;
    margin-inline: auto;
    color: var(--_text);
    background: var(--_surface);
    border-color: var(--_border);
    border-radius: 50%;
    box-shadow: var(--_shadow);
  }
  .latest:hover {
    background: color-mix(in oklab, var(--_text) 6%, var(--_surface));
  }
  /* Where there is a pointer that hovers they are quiet, but those of the last answer; versions are always told. */
  @media (hover: hover) {
    .message:not(.assistant.last) .actions > :not(.branches) {
      opacity: 0;
      transition: opacity 120ms;
    }
    .message:is(:hover, :focus-within) .actions > *,
    .actions:has([aria-expanded='true']) > * {
      opacity: 1 !important;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
    .writing i {
      background: CanvasText;
    }
    .task-progress progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
      background: Canvas;
    }
    .task-progress progress::-webkit-progress-value {
      background: Highlight;
    }
    .task-progress progress::-moz-progress-bar {
      background: Highlight;
    }
  }
`;
