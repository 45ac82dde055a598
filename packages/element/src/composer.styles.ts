/** How the message field looks. */
import { css } from 'lit';

export const composerStyles = css`
  .composer-frame {
    display: flex;
    flex: none;
    inline-size: 100%;
    max-inline-size: calc(var(--_column) + var(--_space) * 2);
    margin-inline: auto;
    padding-inline: calc(var(--_space) * 0.75);
  }
  /* Of a long text the field shows as much as leaves the conversation its room. */
  .composer-frame {
    flex-direction: column;
    max-block-size: max(40%, 7.5rem);
  }
  .composer {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    padding: calc(var(--_space) * 0.375);
    background: var(--_surface);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 1.5);
    box-shadow: var(--_shadow);
    cursor: text;
  }
  .composer:focus-within {
    border-color: var(--_accent);
    box-shadow:
      var(--_shadow),
      0 0 0 1px var(--_accent);
  }
  .composer-row {
    display: flex;
    gap: calc(var(--_space) * 0.25);
    align-items: flex-end;
    min-block-size: 2.375rem;
  }
  .composer-note {
    margin: 0;
    padding: 0 calc(var(--_space) * 0.375) calc(var(--_space) * 0.25);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
    unicode-bidi: plaintext;
  }
  .composer-row .icon-button {
    inline-size: 2.375rem;
    block-size: 2.375rem;
    border-radius: 50%;
  }
  /* In a narrow chat a longer text has the whole width, above the buttons. */
  @container llm-chat (inline-size < 26rem) {
    .composer-row.long {
      flex-wrap: wrap;
    }
    .composer-row.long .field {
      flex-basis: 100%;
      order: -1;
    }
    .composer-row.long .send {
      margin-inline-start: auto;
    }
  }
  /* A copy of the text under the field gives the cell its height, so that the field grows with it. */
  .field {
    position: relative;
    display: grid;
    flex: 1;
    min-inline-size: 0;
    align-self: stretch;
    max-block-size: 60dvh;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    cursor: text;
  }
  .field::after {
    content: attr(data-text);
    visibility: hidden;
  }
  .field::after,
  textarea {
    grid-area: 1 / 1;
    min-inline-size: 0;
    margin: 0;
    padding: 0.4375rem calc(var(--_space) * 0.625);
    border: 0;
    font: inherit;
    font-size: max(1em, 1rem);
    line-height: 1.5;
    letter-spacing: inherit;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  textarea {
    inline-size: 100%;
    overflow: hidden;
    color: inherit;
    background: transparent;
    resize: none;
  }
  textarea::placeholder {
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
    opacity: 1;
  }
  /* Chromium asks the field, not its placeholder. */
  textarea:placeholder-shown {
    text-overflow: ellipsis;
  }
  textarea:focus-visible {
    outline: none;
  }
  .send {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.375rem;
    block-size: 2.375rem;
    padding: 0;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 1px solid transparent;
    border-radius: 50%;
    transition:
      background-color 120ms,
      color 120ms;
  }
  .send:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .send:disabled {
    color: color-mix(in oklab, var(--_text) 45%, var(--_surface));
    background: color-mix(in oklab, var(--_text) 9%, var(--_surface));
    cursor: default;
  }
  @media (forced-colors: active) {
    .composer:focus-within {
      outline: 2px solid Highlight;
    }
  }
`;
