/** A number that is not in the source was made up: the one fault of small models that code can see. */

const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** The sentences whose numbers are all in `source`; all of them when none would be left. */
export function withKnownNumbers(text: string, source: string): string {
  const known = new Set(numbersOf(source));
  const isKnown = (sentence: string) => numbersOf(sentence).every((number) => known.has(number));
  if (isKnown(text)) return text;
  const kept = text.split('\n').flatMap((line) => {
    if (isKnown(line)) return [line];
    const segments = [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line)];
    const left = segments.filter(({ segment }) => isKnown(segment)).map(({ segment }) => segment);
    // A bullet goes with what it says.
    return /\p{L}/u.test(left.join('')) && !line.startsWith('- ') ? [left.join('').trim()] : [];
  });
  return kept.length > 0 ? kept.join('\n') : text;
}

/** The numbers of a text, whatever separates their thousands, as they are compared. */
function numbersOf(text: string): string[] {
  return (text.match(NUMBER) ?? []).map((number) => number.replaceAll(/[.,](?=\d{3}(?!\d))/g, ''));
}
