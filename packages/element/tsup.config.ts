/**
 * Two builds: `dist` for bundlers, with Lit and core left to the site, and `standalone` for plain
 * pages, with everything in one flat folder.
 */
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import { apart } from './scripts/apart.js';
import { compileMessages } from './scripts/compile-messages.js';
import { isolatedPage } from './scripts/isolated-page.js';
import { minifyTemplates } from './scripts/minify-templates.js';
import { oneFirstChunk } from './scripts/one-first-chunk.js';
import { thirdPartyNotices } from './scripts/third-party-notices.js';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

const require = createRequire(import.meta.url);
const source = (door: string) => fileURLToPath(new URL(`src/${door}.ts`, import.meta.url));
const coreDist = dirname(fileURLToPath(import.meta.resolve('@local-llm-chat/core')));

/**
 * The Markdown parser's table of named characters comes in two kinds. Browsers are given one that
 * asks `innerHTML`, which Trusted Types forbid; the other is a plain table, for which the parser is
 * bundled in both builds.
 */
const plainCharacterTable: EsbuildPlugin = {
  name: 'plain-character-table',
  setup(build) {
    const table = join(dirname(require.resolve('decode-named-character-reference')), 'index.js');
    build.onResolve({ filter: /^decode-named-character-reference$/ }, () => ({ path: table }));
  },
};

/** In both builds the frame's page is a sibling, under whatever name the folder is served. */
const siblingPage: EsbuildPlugin = {
  name: 'sibling-page',
  setup(build) {
    build.onLoad({ filter: /[/\\]frame-file\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/'(\.\.\/)+dist\//g, "'./"),
      loader: 'ts',
    }));
  },
};

const shared: Options = {
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  splitting: true,
  // Modules are UTF-8 wherever they come from, and half of our languages are twice as long in escapes.
  esbuildOptions: (options) => {
    options.charset = 'utf8';
  },
  dts: false, // tsc writes the declarations: tsup's way needs a compiler API that TypeScript 7 no longer has.
};

/** Brings what core looks for beside itself, which is known from the code that looks. */
async function copyEngines(): Promise<void> {
  for (const script of await readdir('standalone')) {
    if (!script.endsWith('.js')) continue;
    const code = await readFile(join('standalone', script), 'utf8');
    for (const [, name] of code.matchAll(/new URL\("\.\/([\w.-]+)",\s*import\.meta\.url\)/g)) {
      // What is built here lies there already.
      if (name !== undefined && name !== 'isolated.html')
        await copyFile(join(coreDist, name), join('standalone', name));
    }
  }
}

export default defineConfig([
  {
    ...shared,
    entry: ['src/index.ts', 'src/define.ts', 'src/parts.ts', 'src/search.ts', 'src/summary.ts', 'src/isolated.ts'],
    sourcemap: true,
    esbuildPlugins: [
      siblingPage,
      plainCharacterTable,
      compileMessages,
      minifyTemplates,
      isolatedPage('dist/isolated.html', [plainCharacterTable, compileMessages, minifyTemplates]),
    ],
  },
  {
    ...shared,
    entry: ['src/define.ts', 'src/parts.ts', 'src/search.ts', 'src/summary.ts'],
    outDir: 'standalone',
    clean: true,
    minify: true,
    noExternal: [/.*/],
    // Licences travel in a file of their own instead of in the first bytes.
    esbuildOptions: (options) => {
      options.charset = 'utf8';
      options.legalComments = 'none';
    },
    esbuildPlugins: [
      // Before those that load files by their names.
      oneFirstChunk(source('define'), [source('summary'), source('search')], [plainCharacterTable, compileMessages]),
      siblingPage,
      plainCharacterTable,
      compileMessages,
      minifyTemplates,
      isolatedPage('standalone/isolated.html', [plainCharacterTable, compileMessages, minifyTemplates]),
      apart(source('isolated'), 'standalone', [siblingPage, plainCharacterTable, compileMessages, minifyTemplates]),
      thirdPartyNotices('standalone/THIRD-PARTY-NOTICES.txt'),
    ],
    async onSuccess() {
      await copyEngines();
    },
  },
]);
