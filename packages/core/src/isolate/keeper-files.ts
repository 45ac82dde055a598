/** Where the keeper's built file is: a finished bundle that a site's bundler only has to copy. The build rewrites `../../dist/` to `./`. */

/** @param folder a URL to take it from instead, ending in `/`. */
export function keeperFile(folder?: string): string {
  if (folder !== undefined) return new URL('model-keeper.js', folder).href;
  return new URL('../../dist/model-keeper.js', import.meta.url).href;
}
