/** The element's English texts as its source has them, for the table of the guide "Languages". */

const sources: Record<string, string> = import.meta.glob('../../../packages/element/src/locales/en*.ts', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** A text by its key, as an ICU message. */
export interface ElementText {
  readonly key: string;
  readonly message: string;
}

/** Reads the texts of a file of `locales/`: one string per key. */
function readTexts(source: string): ElementText[] {
  return [...source.matchAll(/^ {2}'([\w.-]+)':\s+'((?:[^'\\]|\\.)*)',$/gm)].map(([, key = '', message = '']) => ({
    key,
    message: JSON.parse(`"${message.replaceAll('"', '\\"').replaceAll("\\'", "'")}"`),
  }));
}

/** All of them, those of the page first. */
export const elementTexts: readonly ElementText[] = Object.entries(sources)
  .sort(([one], [other]) => one.length - other.length)
  .flatMap(([, source]) => readTexts(source));
