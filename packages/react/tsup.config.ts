/** Builds one module for the chat, one for its pieces, one for searches, one for summaries and one for isolated chats; React, Lit's wrapper and our own packages stay imports. */
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/parts.tsx', 'src/search.tsx', 'src/summary.tsx', 'src/isolated.tsx'],
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  dts: false, // tsc writes the declarations: tsup's way needs a compiler API that TypeScript 7 no longer has.
  // Frameworks with server components must know that everything here belongs to the browser.
  banner: { js: "'use client';" },
});
