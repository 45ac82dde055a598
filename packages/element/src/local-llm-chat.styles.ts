/** How the element looks: its frame and its buttons. Each part of it has its own sheet. */
import { css } from 'lit';
import { buttonStyles } from './looks/buttons.styles.js';
import { mediaStyles } from './looks/media.styles.js';
import { progressStyles } from './looks/progress.styles.js';
import { tokens } from './looks/tokens.styles.js';
import { modelAboutStyles } from './model-about.styles.js';
import { modelPanelStyles } from './model-panel.styles.js';

const frame = css`
  :host {
    display: block;
    block-size: var(--llm-block-size, min(36rem, 80dvb));
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
  /*
   * A size container tells the page nothing of the width that it would like. This does, in its stead:
   * 30rem where there is room, and as little as 15rem in the columns of a grid on a phone.
   */
  .wish {
    display: flex;
    flex-wrap: wrap;
    block-size: 0;
    overflow: hidden;
  }
  .wish::before,
  .wish::after {
    content: '';
    inline-size: 15rem;
  }
  .chat {
    container: llm-chat / inline-size;
    position: relative;
    block-size: 100%;
    min-block-size: 14rem;
    overflow: hidden;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  /* As when the page is zoomed to 400 %: what has no room can be scrolled to. */
  @media (height < 20rem) {
    .frame {
      overflow-y: auto;
    }
  }
  h2,
  h3,
  h4,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  /* One language in a page of the other direction keeps its full stop at its end. */
  .panel :is(h3, p, dd, small, .figures span),
  .empty :is(h3, p),
  :is(.note, .failure p),
  .hint {
    unicode-bidi: plaintext;
  }
  /* It would begin at the other side, too. */
  .frame:dir(rtl) :is(.note, .failure p) {
    text-align: right;
  }
  .frame:dir(rtl) :is(.facts dd, .facts small) {
    text-align: left;
  }
  /* Joined letters stay joined, and a line breaks between phrases, where the browser knows them. */
  .chat :is(h2, h3):is(:lang(ar), :lang(hi)) {
    letter-spacing: normal;
  }
  .panel :is(h3, p):lang(ja) {
    word-break: auto-phrase;
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .log:focus-visible {
    outline-offset: -3px;
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
  .header {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 0.75);
    padding: calc(var(--_space) * 0.75) var(--_space) calc(var(--_space) * 0.625);
    border-block-end: 1px solid var(--_border);
  }
  .titles {
    flex: 1;
    min-inline-size: 0;
  }
  .header h2 {
    overflow: hidden;
    font: inherit;
    font-weight: 600;
    line-height: 1.4;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stage {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    display: grid;
    padding: var(--_space);
  }
  .footer {
    min-block-size: calc(var(--_space) * 0.625);
    padding-inline: var(--_space);
    color: var(--_muted);
    font-size: 0.78em;
    line-height: 1.4;
    text-align: center;
  }
  .hint,
  ::slotted([slot='footer']) {
    display: block;
    padding-block: calc(var(--_space) * 0.375) calc(var(--_space) * 0.625);
  }
`;

export const styles = [tokens, frame, buttonStyles, modelAboutStyles, modelPanelStyles, progressStyles, ...mediaStyles];
