/** How the pieces of a chat look that stand alone: as they do inside one, without its frame. */
import { css } from 'lit';
import { conversationStyles } from '../conversation/conversation.styles.js';
import { styles } from '../local-llm-chat.styles.js';
import { mediaStyles } from '../looks/media.styles.js';

const piece = css`
  :host {
    block-size: auto;
  }
  .chat.piece {
    block-size: auto;
    min-block-size: 0;
    overflow: visible;
    background: transparent;
    border: 0;
    border-radius: 0;
  }
  .piece > .frame {
    block-size: auto;
  }
  .piece > .frame[inert] {
    display: none;
  }
  .piece > .not-fetched {
    position: static;
  }
  .piece > .sheet {
    position: static;
    max-block-size: 80dvb;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .piece .side-list {
    position: relative;
    inset: auto;
    inline-size: auto;
    block-size: 100%;
    background: transparent;
    border: 0;
  }
  .piece .panel:not(.compact) {
    padding: var(--_space);
  }
`;

/** For pieces that are as high as what they hold. */
export const partStyles = [...styles, ...conversationStyles, ...mediaStyles, piece];

/** For what scrolls inside. */
export const scrollingStyles = [
  ...partStyles,
  css`
    :host {
      block-size: min(36rem, 80dvb);
    }
    .chat.piece,
    .piece > .frame {
      block-size: 100%;
    }
  `,
];
