/** The frame that a conversation stands in. How messages look comes with their code. */
import { css } from 'lit';

export const messageListStyles = css`
  .log-frame {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .log {
    block-size: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  .column {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 1.5);
    min-block-size: 100%;
    max-inline-size: calc(var(--_column) + var(--_space) * 2.5);
    margin-inline: auto;
    padding: calc(var(--_space) * 1.25);
  }
`;
