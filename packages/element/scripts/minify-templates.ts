/** An esbuild plugin that takes comments and white space, which no minifier touches, out of css`…` and html`…`. */
import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

export const minifyTemplates: EsbuildPlugin = {
  name: 'minify-templates',
  setup(build) {
    build.onLoad({ filter: /\.styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(
        /(css(?: \*\/ )?)`([^`]*)`/g,
        (_, tag: string, styles: string) => `${tag}\`${minify(styles)}\``,
      );
      return { contents, loader: 'ts' };
    });
    // An indented line break is one line break's worth of white space in HTML, and none in code.
    build.onLoad({ filter: /[/\\]element[/\\]src[/\\].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replaceAll(/\n[ \t]+/g, '\n'), loader: 'ts' };
    });
  },
};

function minify(styles: string): string {
  return styles
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/(--[\w-]+|[\w-]+): /g, '$1:')
    .replaceAll(';}', '}')
    .trim();
}
