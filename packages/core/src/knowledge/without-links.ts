/** Links of Markdown, as the page shows them: by their words alone. */

/** No part of it can begin again within itself, so that any text is read in time with its length. */
const LINK = /!?\[([^\][]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** See the file. */
export function withoutLinks(text: string): string {
  return text.replace(LINK, '$1');
}
