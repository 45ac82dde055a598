/** Builds the record's module; the weights stay where they are, and it points at them. */
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  dts: false, // tsc writes the declarations.
});
