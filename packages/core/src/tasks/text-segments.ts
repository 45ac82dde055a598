/** Finds where a text may be cut: before sentences, between words, at worst between characters as people see them. */

/**
 * `Intl.Segmenter` is given this much at a time, as some browsers copy the whole text for each segment: of one long
 * text the time would grow with the square.
 */
const WINDOW = 2000;
/** Mostly enough to find the next character in. */
const FEW_CHARACTERS = 64;
/** How far from the wished place a cut may be for the sake of a word. */
const REACH = 200;

/** Where sentences begin after `start` and before `end`. A line break within a paragraph ends none. */
export function sentenceStarts(text: string, start: number, end: number, language: string): number[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const starts: number[] = [];
  let from = start;
  while (from < end) {
    const to = Math.min(end, from + WINDOW);
    const window = text.slice(from, to).replace(/[\r\n]/g, ' ');
    let last = 0;
    for (const { index } of segmenter.segment(window)) {
      if (index === 0) continue;
      last = index;
      starts.push(from + index);
    }
    // The last one goes on behind the window, and one that fills the window has no beginning to go on from.
    from = to === end ? end : last > 0 ? from + last : safeBefore(text, from + WINDOW / 2, to - 1);
  }
  return starts;
}

/**
 * A place between `from` and `to`, both excluded, as near to `at` as may be: before a word, else between words as the
 * language has them, else between characters; `null` where all of it is one character.
 *
 * @param from must not be within a character: flags and families are told apart by counting from there.
 */
export function nearestCut(text: string, from: number, to: number, at: number, language: string): number | null {
  const reach = Math.min(REACH, at - from, to - at);
  const low = Math.max(from + 1, at - reach);
  const high = Math.min(to - 1, at + reach);
  return (
    afterSpace(text, low, high, at) ??
    betweenWords(text, from, low, high, at, language) ??
    betweenCharacters(text, from, to, at)
  );
}

function afterSpace(text: string, low: number, high: number, at: number): number | null {
  for (let distance = 0; at - distance >= low || at + distance <= high; distance += 1) {
    for (const place of [at - distance, at + distance]) {
      if (place < low || place > high || !isSpace(text.charCodeAt(place - 1))) continue;
      // A mark that follows a blank sits on it.
      if (isSimple(text.charCodeAt(place)) && !isSpace(text.charCodeAt(place))) return place;
    }
  }
  return null;
}

function betweenWords(
  text: string,
  from: number,
  low: number,
  high: number,
  at: number,
  language: string,
): number | null {
  const begin = safeBefore(text, from, low);
  if (low > high || high - begin > WINDOW) return null;
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  let best: number | null = null;
  for (const { index } of segmenter.segment(text.slice(begin, Math.min(text.length, high + 40)))) {
    const place = begin + index;
    if (place < low || index === 0) continue;
    if (place > high) break;
    if (best === null || Math.abs(place - at) < Math.abs(best - at)) best = place;
  }
  return best;
}

function betweenCharacters(text: string, from: number, to: number, at: number): number | null {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  let before: number | null = null;
  let begin = safeBefore(text, from, Math.max(from, at - 1));
  if (begin > from) before = begin;
  let size = FEW_CHARACTERS;
  while (begin < to) {
    const limit = Math.min(text.length, begin + size);
    let last = begin;
    for (const { index } of segmenter.segment(text.slice(begin, limit))) {
      last = begin + index;
      if (last <= from) continue;
      if (last >= to) return before;
      if (last >= at) return before !== null && at - before < last - at ? before : last;
      before = last;
    }
    if (limit === text.length) return before;
    // A character of endless marks wants a larger window, and a long run of flags is read faster in larger ones.
    size = last === begin ? size * 2 : Math.min(WINDOW, size * 2);
    begin = last;
  }
  return before;
}

/** The last place up to `at` that is surely between characters; `from` where there is none. */
function safeBefore(text: string, from: number, at: number): number {
  for (let place = at; place > from; place -= 1) {
    if (isSimple(text.charCodeAt(place)) && isSimple(text.charCodeAt(place - 1))) return place;
  }
  return from;
}

/** Letters and signs between any two of which a text may be cut: the printed ones of ASCII, and of scripts without marks. */
function isSimple(code: number): boolean {
  return (
    (code >= 0x20 && code < 0x7f) ||
    (code >= 0xc0 && code <= 0x2ff) ||
    (code >= 0x390 && code <= 0x3ff) ||
    (code >= 0x400 && code <= 0x481) ||
    (code >= 0x5d0 && code <= 0x5ea) ||
    (code >= 0x620 && code <= 0x64a) ||
    (code >= 0x3001 && code <= 0x3029) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fa) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3)
  );
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000;
}
