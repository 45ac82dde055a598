/** How the window of a chat looks, and the button that opens it. They come with it. */
import { css } from 'lit';
import { stylesFor } from '../adopt-styles.js';

const styles = css`
  :host(:is([display='panel'], [display='launcher']):not([hidden])) {
    display: contents;
  }
  .launcher,
  .window {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    border: 0;
    color: var(--_text);
  }
  .launcher {
    inset-block-end: calc(var(--llm-launcher-block, 1.25rem) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: calc(var(--llm-launcher-inline, 1.25rem) + max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px)));
    overflow: visible;
    background: none;
  }
  :host([side='start']) .launcher {
    inset-inline: calc(var(--llm-launcher-inline, 1.25rem) + max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px))) auto;
  }
  .launcher-button {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-inline-size: var(--_launcher);
    min-block-size: var(--_launcher);
    padding: 0.5rem;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 1px solid transparent;
    border-radius: 999px;
    box-shadow: var(--_float);
    font-weight: 500;
    transition: background-color 120ms;
  }
  .launcher-button:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .launcher-button > .icon {
    inline-size: 1.625rem;
    block-size: 1.625rem;
  }
  /* Words of the page, beside a picture or alone. */
  .launcher-button > ::slotted(*) {
    padding-inline: 0.75rem;
  }
  .news {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    background: var(--_danger);
    border: 2px solid var(--_surface);
    border-radius: 50%;
  }
  .window {
    max-inline-size: none;
    max-block-size: none;
    overflow: hidden;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--_float);
  }
  /* What the window holds lies over an outline of its own. */
  .window[open]:focus-visible .window-frame::after {
    content: '';
    position: absolute;
    z-index: 5;
    inset: 0;
    border: 2px solid var(--_focus);
    pointer-events: none;
  }
  .window::backdrop {
    background: transparent;
  }
  .window:is(:popover-open, [open]) {
    animation: llm-window 160ms ease-out;
  }
  @keyframes llm-window {
    from {
      opacity: 0;
      translate: 0 0.75rem;
    }
  }
  .window.corner {
    inset-block-end: calc(var(--llm-launcher-block, 1.25rem) + var(--_launcher) + 0.75rem);
    inset-inline-end: var(--llm-launcher-inline, 1.25rem);
    inline-size: min(var(--llm-window-inline-size, 26rem), 100vi - var(--llm-launcher-inline, 1.25rem) * 2);
    block-size: min(var(--llm-window-block-size, 40rem), 100dvb - var(--llm-launcher-block, 1.25rem) - var(--_launcher) - 1.5rem);
  }
  :host([side='start']) .window.corner {
    inset-inline: var(--llm-launcher-inline, 1.25rem) auto;
  }
  .window.side {
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: min(var(--_panel-width, var(--llm-panel-inline-size, 26rem)), 100vi - 10rem);
    block-size: 100dvb;
    border-width: 0;
    border-inline-start-width: 1px;
    border-radius: 0;
  }
  :host([side='start']) .window.side {
    inset-inline: 0 auto;
    border-inline-width: 0 1px;
  }
  .window.side:popover-open {
    animation: none;
  }
  .window[open] {
    inset-block-start: var(--_screen-top, 0);
    inset-block-end: auto;
    inset-inline: 0;
    inline-size: 100%;
    block-size: var(--_screen-height, 100dvb);
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px)
      env(safe-area-inset-left, 0px);
    border: 0;
    border-radius: 0;
    overscroll-behavior: contain;
  }
  /* The keyboard covers what the inset is for. */
  .window[data-keyboard] {
    padding-block-end: 0;
  }
  .window-frame {
    position: relative;
    block-size: 100%;
  }
  /* The window is the frame. */
  .window .chat {
    min-block-size: 0;
    border: 0;
    border-radius: 0;
  }
  .resize {
    position: absolute;
    z-index: 4;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 0.75rem;
    cursor: ew-resize;
    touch-action: none;
  }
  :host([side='start']) .resize {
    inset-inline: auto 0;
  }
  .resize::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: transparent;
    transition: background-color 120ms;
  }
  :host([side='start']) .resize::after {
    inset-inline: auto 0;
  }
  .resize:is(:hover, :active, :focus-visible)::after {
    background: var(--_accent);
  }
  .resize:focus-visible {
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    .resize {
      inline-size: 1.5rem;
    }
  }
  @media (forced-colors: active) {
    .window,
    .launcher-button {
      border: 1px solid CanvasText;
    }
    .window.side {
      border-block-width: 0;
    }
    .news {
      background: Highlight;
      forced-color-adjust: none;
    }
    .resize:is(:hover, :active, :focus-visible)::after {
      background: Highlight;
    }
  }
  @media print {
    .launcher,
    .resize {
      display: none;
    }
    .window {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: auto;
      overflow: visible;
      border: 0;
      box-shadow: none;
    }
  }
`;

export const adoptWindowStyles = stylesFor(styles);
