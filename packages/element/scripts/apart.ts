/**
 * An esbuild plugin that builds an element beside the others, with chunks of its own: what it shared with them would be cut
 * out of their first bytes, which are smaller in one piece.
 */
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

export function apart(entry: string, outdir: string, plugins: EsbuildPlugin[]): EsbuildPlugin {
  return {
    name: 'apart',
    setup(build) {
      build.onEnd(async () => {
        await build.esbuild.build({
          entryPoints: [entry],
          outdir,
          bundle: true,
          splitting: true,
          minify: true,
          format: 'esm',
          target: 'es2022',
          platform: 'browser',
          charset: 'utf8',
          legalComments: 'none',
          // As tsup names them.
          chunkNames: '[name]-[hash]',
          plugins,
        });
      });
    },
  };
}
