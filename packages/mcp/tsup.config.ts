/** Builds one module; the SDK and our own packages stay imports. */
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  dts: false, // tsc writes the declarations: tsup's way needs a compiler API that TypeScript 7 no longer has.
});
