/** How hosts of links, images, names of hidden characters and the question before a link look. */

export const safeOutputStyles = /* css */ `
  /* Beside a label that does not say it: from left to right, in brackets that turn with the line. */
  .markdown a[data-host]::after {
    content: ' (\\2066 ' attr(data-host) '\\2069 )';
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 400;
    font-style: normal;
    overflow-wrap: anywhere;
  }
  /* Its own text is what nobody can see; it stays there, without size, to be copied. */
  .hidden-character {
    display: inline-block;
    max-inline-size: 100%;
    font-size: 0;
    direction: ltr;
    unicode-bidi: isolate;
    text-decoration: none;
    white-space: normal;
  }
  .hidden-character::before {
    content: attr(data-name);
    display: inline-block;
    max-inline-size: 100%;
    margin-inline: 1px;
    padding-inline: 0.25em;
    border: 1px solid;
    border-radius: 0.25em;
    color: var(--_danger);
    font: 400 0.75rem / 1.3 var(--_mono);
    overflow-wrap: anywhere;
  }
  .leave-dialog {
    inline-size: min(32rem, calc(100vw - 2rem));
    max-inline-size: none;
    max-block-size: calc(100dvh - 2rem);
    padding: calc(var(--_space) * 1.25);
    overflow: auto;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: 0 12px 48px rgb(0 0 0 / 24%);
    text-align: start;
  }
  .leave-dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .leave-dialog h3 {
    font: inherit;
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.4;
  }
  .leave-dialog p {
    margin-block: calc(var(--_space) * 0.5) 0;
    color: var(--_muted);
  }
  .leave-dialog .leave-address {
    max-block-size: 10rem;
    margin-block: calc(var(--_space) * 0.875);
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 0.75);
    overflow: auto;
    color: var(--_text);
    background: var(--_fill);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.5);
    font-family: var(--_mono);
    font-size: 0.875em;
    /* Each letter as it is. */
    font-variant-ligatures: none;
    overflow-wrap: anywhere;
    text-align: left;
  }
  .leave-answers {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    justify-content: flex-end;
  }
  .leave-answers a {
    color: inherit;
    text-decoration: none;
  }
  .markdown .picture {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: bottom;
  }
  .markdown .picture img {
    display: block;
    max-inline-size: 100%;
    max-block-size: 24rem;
    inline-size: auto;
    block-size: auto;
    min-inline-size: 1.5rem;
    min-block-size: 1.5rem;
    object-fit: contain;
    border-radius: calc(var(--_radius) * 0.5);
  }
`;
