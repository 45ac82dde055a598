/** Texts to be shown at every prefix, and what must never be seen while they are written. */

/** A text and the marks that are never to be seen in it. */
export interface HalfWritten {
  readonly text: string;
  /** Where these are seen at any moment, something flickered. */
  readonly never: RegExp;
  /** What is shown at its end. */
  readonly end: string;
}

/** One text for each thing that could flicker. */
export const halfWrittenTexts: readonly HalfWritten[] = [
  { text: 'Some **bold text** here.', never: /\*/, end: 'Some bold text here.' },
  { text: 'Some *slanted* and ***both*** here.', never: /\*/, end: 'Some slanted and both here.' },
  { text: 'Some __bold__ and _slanted_ here.', never: /_/, end: 'Some bold and slanted here.' },
  { text: 'Now ~~gone for good~~ here.', never: /~/, end: 'Now gone for good here.' },
  { text: 'Call `run()` or ``a ` b`` now.', never: /``|`run/, end: 'Call run() or a ` b now.' },
  { text: 'See [the guide](https://example.org/a_(b)) now.', never: /[[\]]|https|\(b/, end: 'See the guide now.' },
  {
    text: 'See [**the** `guide`](https://example.org/ "title") now.',
    never: /[[\]*`]|https|title/,
    end: 'See the guide now.',
  },
  { text: '**See [the guide](https://example.org/)**', never: /[[\]*]|https/, end: 'See the guide' },
  { text: 'See <https://example.org/a> now.', never: /[<>]/, end: 'See https://example.org/a now.' },
  {
    text: 'See ![a cat](https://example.org/cat.png) now.',
    never: /[![\]]|https|\.png/,
    end: 'See a cat (image on example.org, not loaded) now.',
  },
  { text: '# A heading\n\ntext', never: /#/, end: 'A headingtext' },
  { text: 'A heading\n=========\n\nAnother\n---\n\ntext', never: /[=-]/, end: 'A headingAnothertext' },
  { text: 'text\n\n---\n\ntext\n\n***\n\ntext', never: /[-*]/, end: 'texttexttext' },
  {
    text: '- one\n- **two**\n  - three\n\n1. four\n10. five\n\n* six',
    never: /[-*.\d]/,
    end: 'onetwothreefourfivesix',
  },
  { text: '- [ ] open\n- [x] done', never: /[-[\]]|x\b/, end: 'opendone' },
  { text: '> quoted\n> > deeper\n>\n> - item', never: />/, end: 'quoteddeeperitem' },
  { text: '```js\nlet a;\n```\n\ntext', never: /`/, end: 'jsCopylet a;text' },
  { text: '~~~~ python\n~~~\n~~~~\n\ntext', never: /~{4}|Code/, end: 'pythonCopy~~~text' },
  { text: '1. Do\n   ```sh\n   ls\n   ```\n2. Done', never: /`|2\./, end: 'DoshCopylsDone' },
  {
    text: '| Plant | Days |\n|:------|-----:|\n| **Cactus** | 21 |\n| Fern | [3](https://example.org/) |\n\ntext',
    never: /\||:?-+:?|\*|\[|https/,
    end: 'PlantDaysCactus21Fern3text',
  },
  {
    text: 'See [one][a] and [two].\n\n[a]: https://example.org/a\n[two]: https://example.org/b\n',
    never: /https/,
    end: 'See one and two.',
  },
  { text: 'Said[^1].\n\n[^1]: The note.\n', never: /: |\^1\]:/, end: 'Said1.The note. ↩' },
];
