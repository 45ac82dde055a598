/** Builds the command, and the functions that it is made of. */
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts', 'src/embedding-thread.ts'],
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  dts: false, // tsc writes the declarations.
});
