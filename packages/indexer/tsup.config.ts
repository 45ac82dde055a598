/** Builds the command, and the functions that it is made of. */
import { defineConfig, type Options } from 'tsup';
import { boundedStreams } from '../core/tsup.config.js';

const shared: Options = {
  format: 'esm',
  target: 'node20',
  platform: 'node',
  dts: false, // tsc writes the declarations.
};

export default defineConfig([
  { ...shared, entry: ['src/index.ts', 'src/cli.ts'], sourcemap: true },
  {
    ...shared,
    // Mostly code that is not ours, bundled as what visitors have: a source map would be three times as large.
    entry: ['src/embedding-thread.ts', 'src/pdf-thread.ts'],
    minify: true,
    splitting: false,
    esbuildPlugins: [boundedStreams],
  },
]);
