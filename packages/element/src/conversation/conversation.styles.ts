/** How messages and their field look. They come with them. */
import { css } from 'lit';
import { composerStyles } from '../composer.styles.js';
import { mediaStyles } from '../looks/media.styles.js';
import { messageListStyles } from '../message-list.styles.js';

const greeting = css`
  .bubble {
    color: var(--_on-bubble);
  }
  /* Between the messages and the field. */
  .frame > .not-fetched {
    position: static;
    flex: none;
    margin-block-end: calc(var(--_space) * 0.5);
  }
  .empty {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: center;
    text-align: center;
  }
  .empty h3 {
    font: inherit;
    font-size: 1.5em;
    font-weight: 600;
    letter-spacing: -0.015em;
    line-height: 1.3;
  }
  .empty p {
    margin-block-start: calc(var(--_space) * 0.375);
    color: var(--_muted);
  }
`;

/** In their order. */
export const conversationStyles = [messageListStyles, composerStyles, greeting];

/** Gives these styles to an element, before those that are stronger than any part's own. */
export function adoptConversationStyles(root: Node | null): void {
  if (!(root instanceof ShadowRoot)) return;
  const sheets = conversationStyles.flatMap(({ styleSheet }) => styleSheet ?? []);
  const present = root.adoptedStyleSheets;
  if (sheets.some((sheet) => present.includes(sheet))) return;
  const [stronger] = mediaStyles.flatMap(({ styleSheet }) => styleSheet ?? []);
  const media = stronger === undefined ? -1 : present.indexOf(stronger);
  root.adoptedStyleSheets = present.toSpliced(media < 0 ? present.length : media, 0, ...sheets);
}
