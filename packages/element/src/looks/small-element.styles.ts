/** What elements begin with that stand in the text of a page: its font, and nothing that is wider than its place. */
import { css } from 'lit';

export const smallElementStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    font: inherit;
    font-family: var(--llm-font, inherit);
    line-height: 1.6;
    color: var(--_text);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p {
    margin: 0;
    unicode-bidi: plaintext;
  }
  :dir(rtl) > p {
    text-align: right;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
