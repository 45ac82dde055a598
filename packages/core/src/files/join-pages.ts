/** Joins the pages of a document: marks where each begins, and leaves out what is on all of them. */

/** Titles and page numbers at the edges are short. */
const EDGE_CHARACTERS_MOST = 120;

/** On at least this many pages, and this share of them, the same line is no part of the text. */
const REPEATED_LEAST = 3;
const REPEATED_SHARE = 0.3;

/** The text of each page, by its paragraphs; `''` where it has none. */
export function pageTexts(pages: readonly (readonly string[])[]): string[] {
  const repeated = repeatedEdges(pages);
  return pages.map((paragraphs) => {
    let begin = 0;
    let end = paragraphs.length;
    while (begin < end && repeated.has(edgeKey(paragraphs[begin]))) begin += 1;
    while (end > begin && repeated.has(edgeKey(paragraphs[end - 1]))) end -= 1;
    // Where nothing else stands, it is the text.
    return (end > begin ? paragraphs.slice(begin, end) : paragraphs).join('\n\n');
  });
}

/** @param texts of each page. Pages without any are not mentioned. */
export function joinPages(texts: readonly string[]): string {
  return texts.flatMap((text, index) => (text === '' ? [] : [`[page ${index + 1}]\n\n${text}`])).join('\n\n');
}

function repeatedEdges(pages: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const paragraphs of pages) {
    const edges = [...paragraphs.slice(0, 2), ...paragraphs.slice(2).slice(-2)];
    for (const key of new Set(edges.map(edgeKey))) {
      if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const least = Math.max(REPEATED_LEAST, REPEATED_SHARE * pages.length);
  return new Set([...counts].filter(([, count]) => count >= least).map(([key]) => key));
}

/** The line with any number in it; '' for one that is too long. */
function edgeKey(paragraph = ''): string {
  return paragraph.length > EDGE_CHARACTERS_MOST ? '' : paragraph.toLowerCase().replace(/\d+/g, '#');
}
