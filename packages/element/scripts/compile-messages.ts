/** An esbuild plugin that compiles the messages of `locales/`, so that no page fetches a compiler to show its texts. */
import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

export const compileMessages: EsbuildPlugin = {
  name: 'compile-messages',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\]locales[/\\][\w-]+\.ts$/ }, async ({ path }) => {
      // Other modules of the folder are code.
      if (!/^export const \w+ = messages[<(]/m.test(await readFile(path, 'utf8'))) return undefined;
      const { outputFiles } = await build.esbuild.build({
        entryPoints: [path],
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'node',
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
      const compiled: Record<string, unknown> = await import(`data:text/javascript;base64,${code}`);
      const contents = Object.entries(compiled)
        .map(([name, messages]) => `export const ${name} = ${JSON.stringify(messages)};`)
        .join('\n');
      return { contents, loader: 'js' };
    });
  },
};
