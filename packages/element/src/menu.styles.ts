/** How menus look. */
import { css } from 'lit';
import { stylesFor } from './adopt-styles.js';

const styles = css`
  .menu {
    position: fixed;
    inset: auto;
    min-inline-size: 12rem;
    max-inline-size: calc(100vi - 1rem);
    max-block-size: calc(100vb - 1rem);
    margin: 0;
    padding: 0.3125rem;
    overflow: auto;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    box-shadow: 0 2px 6px rgb(0 0 0 / 8%), 0 12px 32px rgb(0 0 0 / 14%);
    font-size: 0.9375em;
    animation: llm-menu 120ms ease-out;
  }
  @keyframes llm-menu {
    from {
      opacity: 0;
      translate: 0 0.25rem;
    }
  }
  .menu-item {
    display: flex;
    gap: 0.625rem;
    align-items: center;
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding-block: 0.25rem;
    padding-inline: 0.5rem 0.75rem;
    background: transparent;
    border: 0;
    border-radius: calc(var(--_radius) * 0.5);
    line-height: 1.35;
    text-align: start;
  }
  .menu-item .icon {
    flex: none;
    color: var(--_muted);
  }
  .menu-item:is(:hover, :focus-visible) {
    background: color-mix(in oklab, var(--_text) 7%, var(--_surface));
  }
  .menu-item:focus-visible {
    outline-offset: -2px;
  }
  .menu-item.danger,
  .menu-item.danger .icon {
    color: var(--_danger);
  }
  .menu-item[aria-disabled] {
    color: var(--_muted);
    cursor: default;
  }
  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .menu-item:is(:hover, :focus-visible):not([aria-disabled]) {
      color: HighlightText;
      background: Highlight;
      forced-color-adjust: none;
    }
    .menu-item:is(:hover, :focus-visible):not([aria-disabled]) .icon {
      color: HighlightText;
    }
    .menu-item[aria-disabled] {
      color: GrayText;
    }
  }
`;

export const adoptMenuStyles = stylesFor(styles);
