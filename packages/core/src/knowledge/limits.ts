/** How long the parts of an index are at most: what is longer is damaged or hostile, and would hold up the page. */

/** Of a passage. */
export const MOST_CHARACTERS_OF_TEXT = 20_000;
/** Of a title or a heading. */
export const MOST_CHARACTERS_OF_HEADING = 2000;
export const MOST_CHARACTERS_OF_URL = 8000;
