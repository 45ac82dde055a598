/** Where the frame's page is: a finished file that a site's bundler only has to copy. The build rewrites `../../dist/` to `./`. */
export function frameFile(): string {
  return new URL('../../dist/isolated.html', import.meta.url).href;
}
