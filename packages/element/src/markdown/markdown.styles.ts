/** How an answer's text looks. Loaded with the renderer. */

export const markdownStyles = /* css */ `
  .markdown .source {
    white-space: pre-wrap;
  }
  .markdown :where(p, ul, ol, blockquote, .code, .table) {
    margin-block: calc(var(--_space) * 0.75);
  }
  .markdown :is(h3, h4, h5, h6) {
    margin-block: calc(var(--_space) * 1.375) calc(var(--_space) * 0.5);
    font: inherit;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.4;
  }
  .markdown h3 {
    font-size: 1.1875em;
    letter-spacing: -0.01em;
  }
  .markdown h4 {
    font-size: 1.0625em;
  }
  .markdown :is(ul, ol) {
    padding-inline-start: 1.625em;
  }
  .markdown ul {
    list-style: disc;
  }
  .markdown li::marker {
    color: var(--_muted);
  }
  .markdown li + li {
    margin-block-start: calc(var(--_space) * 0.25);
  }
  .markdown li > :is(ul, ol) {
    margin-block: calc(var(--_space) * 0.25);
  }
  .markdown li > p {
    margin-block: calc(var(--_space) * 0.5);
  }
  .markdown li.task {
    list-style: none;
  }
  .markdown .mark {
    position: relative;
    display: inline-block;
    inline-size: 0.95em;
    block-size: 0.95em;
    margin-inline: -1.5em 0.55em;
    border: 1.5px solid var(--_muted);
    border-radius: 0.25em;
    vertical-align: -0.1em;
  }
  .markdown .mark.done {
    background: var(--_accent);
    border-color: var(--_accent);
  }
  .markdown .mark.done::after {
    content: '';
    position: absolute;
    inset-block-start: 0.04em;
    inset-inline-start: 0.24em;
    inline-size: 0.28em;
    block-size: 0.55em;
    border: solid var(--_on-accent);
    border-width: 0 0.12em 0.12em 0;
    rotate: 42deg;
  }
  .markdown blockquote {
    margin-inline: 0;
    padding-inline-start: var(--_space);
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  /* Each line by its own text, within the sides of the block around it. */
  .markdown :is(th, td, li, :is(blockquote, li) > :is(p, h3, h4, h5, h6)) {
    unicode-bidi: plaintext;
  }
  .markdown blockquote > :first-child {
    margin-block-start: 0;
  }
  .markdown blockquote > :last-child {
    margin-block-end: 0;
  }
  .markdown hr {
    margin-block: calc(var(--_space) * 1.25);
    border: 0;
    border-block-start: 1px solid var(--_border);
  }
  .markdown strong {
    font-weight: 600;
  }
  .markdown a {
    color: var(--_link);
  }
  .markdown code {
    font-family: var(--_mono);
    font-size: 0.875em;
  }
  .markdown :not(pre) > code {
    padding: 0.125em 0.3em;
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    border-radius: 0.3em;
  }
  .markdown .code {
    overflow: hidden;
    background: var(--_fill);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    text-align: left;
  }
  .code-header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: 0.25rem;
    padding-inline: calc(var(--_space) * 0.875) 0.375rem;
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .code-header .language {
    margin-inline-end: auto;
  }
  .copy,
  .run {
    padding: 0.125rem 0.5rem;
    background: transparent;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.375);
  }
  .copy:hover,
  .run:hover {
    color: var(--_text);
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
  }
  .markdown pre {
    margin: 0;
    padding: 0.25rem calc(var(--_space) * 0.875) calc(var(--_space) * 0.75);
    overflow-x: auto;
    line-height: 1.55;
    tab-size: 4;
    white-space: var(--llm-code-white-space, pre);
    overflow-wrap: normal;
    scrollbar-width: thin;
  }
  .markdown pre:focus-visible,
  .markdown .table:focus-visible {
    outline-offset: -2px;
    border-radius: calc(var(--_radius) * 0.5);
  }
  @media not (forced-colors: active) {
    .code-comment {
      color: var(--llm-code-comment, var(--_muted));
    }
    .code-keyword {
      color: var(--llm-code-keyword, color-mix(in oklab, var(--_accent) 85%, var(--_text)));
    }
    .code-string {
      color: var(--llm-code-string, color-mix(in oklab, oklch(from var(--_accent) l calc(c * 0.6) 150) 80%, var(--_text)));
    }
    .code-number {
      color: var(--llm-code-number, color-mix(in oklab, oklch(from var(--_accent) l calc(c * 0.65) 50) 80%, var(--_text)));
    }
    .code-name {
      color: var(--llm-code-name, color-mix(in oklab, oklch(from var(--_accent) l c 310) 80%, var(--_text)));
    }
    .code-type {
      color: var(--llm-code-type, color-mix(in oklab, oklch(from var(--_accent) l calc(c * 0.5) 210) 80%, var(--_text)));
    }
    .code-deleted {
      color: var(--llm-code-deleted, var(--_danger));
    }
  }
  .markdown sup {
    line-height: 0;
  }
  .note-call,
  .note-back {
    position: relative;
    padding: 0 0.125em;
    color: var(--_accent);
    background: transparent;
    border: 0;
    border-radius: calc(var(--_radius) * 0.25);
    font: inherit;
    cursor: pointer;
  }
  /* As large as a fingertip needs, without a gap in the line. */
  .note-call::after,
  .note-back::after {
    content: '';
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 50%;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    translate: -50% -50%;
  }
  .note-call:dir(rtl)::after,
  .note-back:dir(rtl)::after {
    translate: 50% -50%;
  }
  .note-call {
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .note-call:hover,
  .note-back:hover {
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
  }
  .markdown .notes {
    margin-block-start: calc(var(--_space) * 1.25);
    padding-block-start: calc(var(--_space) * 0.5);
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.875em;
  }
  /* The number stands at the note's own side, which may not be that of the list. */
  .markdown .notes ol {
    padding-inline: 0;
  }
  .markdown .notes li {
    margin-inline-start: 1.625em;
  }
  .markdown .notes li:focus {
    color: var(--_text);
  }
  .markdown .notes p {
    margin-block: 0.25em;
  }
  .markdown .formula {
    margin-block: calc(var(--_space) * 0.75);
    overflow-x: auto;
    scrollbar-width: thin;
    text-align: center;
  }
  .markdown math {
    font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'Libertinus Math', math;
    font-size: 1.0625em;
  }
  .tml-left {
    text-align: start;
  }
  .tml-right {
    text-align: end;
  }
  .math-flush-left {
    padding-inline-start: 0;
  }
  .math-flush-right {
    padding-inline-end: 0;
  }
  .math-box {
    border: 1px solid;
    padding: 0.2em;
  }
  .math-line-below {
    border-block-end: 0.06em solid;
  }
  .math-line-above {
    border-block-start: 0.06em solid;
  }
  .math-line-right {
    border-inline-end: 0.06em solid;
  }
  .math-line-left {
    border-inline-start: 0.06em solid;
  }
  .markdown .table {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .markdown table {
    min-inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
    line-height: 1.5;
  }
  .markdown :is(th, td) {
    min-inline-size: 5rem;
    max-inline-size: 24rem;
    padding: calc(var(--_space) * 0.4375) calc(var(--_space) * 0.75);
    border-block-end: 1px solid var(--_border);
    overflow-wrap: break-word;
    text-align: start;
    vertical-align: top;
  }
  .markdown :is(th, td):first-child {
    padding-inline-start: 0;
  }
  .markdown :is(th, thead td) {
    font-weight: 600;
    border-block-end-color: color-mix(in oklab, var(--_text) 30%, var(--_surface));
  }
  /* The sides of columns are the table's: a number alone would stand as in English. */
  .markdown table:dir(rtl) :is(th, td) {
    text-align: right;
  }
  .markdown table:dir(ltr) :is(th, td),
  .markdown table:dir(rtl) .align-right {
    text-align: left;
  }
  .markdown table:dir(ltr) .align-right {
    text-align: right;
  }
  .markdown table :is(th, td).align-center {
    text-align: center;
  }
  /*
   * What is out of sight is not laid out and painted anew while the text below grows: a fifth of all
   * that a long answer costs. It stays in find-in-page, in selections and for screen readers.
   */
  .markdown:not(.plain) > * {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 4rem;
    /* Outlines of focus at the edges. */
    overflow-clip-margin: 0.5rem;
  }
  .markdown > :is(ul, ol, .code, .table) {
    contain-intrinsic-block-size: auto 14rem;
  }
  .markdown > :first-child {
    margin-block-start: 0;
  }
  .markdown > :last-child {
    margin-block-end: 0;
  }
`;
