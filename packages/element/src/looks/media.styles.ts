/** What changes with the visitor and the device: fingers, less motion, forced colours, paper. */
import { css } from 'lit';

/** Fingers need 44 pixels, wherever a sheet says less. */
const touch = css`
  @media (pointer: coarse) {
    .chat :is(.button, .link, .about summary, .technical summary, .edit-field) {
      min-block-size: 2.75rem;
    }
    /* In a row of facts it may reach into the space around it. */
    .facts .link {
      margin-block: -0.625rem -0.5rem;
    }
    .chat :is(.icon-button, .send) {
      inline-size: 2.75rem;
      block-size: 2.75rem;
    }
  }
`;

const calm = css`
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** Where fills vanish, borders stand in for them. */
const forced = css`
  @media (forced-colors: active) {
    .button,
    .icon-button,
    .send,
    .composer {
      border-color: ButtonBorder;
    }
    .button.primary,
    .send:enabled {
      outline: 1px solid ButtonBorder;
      outline-offset: -3px;
    }
    :is(button, input, textarea, select):disabled {
      color: GrayText;
      border-color: GrayText;
    }
    :focus-visible,
    :is(.button.primary, .send):focus-visible {
      outline: 3px solid Highlight;
      outline-offset: 2px;
    }
  }
`;

/** On paper there is the whole conversation, and nothing to press. */
const paper = css`
  @media print {
    :host {
      color-scheme: light;
      block-size: auto;
    }
    .chat,
    .frame,
    .log-frame,
    .log,
    .column {
      display: block;
      block-size: auto;
      min-block-size: 0;
      max-inline-size: none;
      overflow: visible;
      background: none;
      border: 0;
    }
    .chat button,
    .chat :is(.about, .actions, .composer-frame, .panel, .footer, .latest, .sheet) {
      display: none;
    }
    .message {
      margin-block-end: var(--_space);
      content-visibility: visible;
    }
    .bubble {
      border-color: currentColor;
      break-inside: avoid;
    }
  }
`;

/** They come last: what they say is stronger than any part's own sheet. */
export const mediaStyles = [touch, calm, forced, paper];
