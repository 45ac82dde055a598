/** An esbuild plugin that writes the page of the frame: one file with all of the chat in it, and the policy that it lives under. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

const entry = fileURLToPath(new URL('../src/isolated/frame-page.ts', import.meta.url));

/**
 * @param file where to write it.
 * @param plugins what changes modules on their way into the bundle.
 */
export function isolatedPage(file: string, plugins: EsbuildPlugin[]): EsbuildPlugin {
  return {
    name: 'isolated-page',
    setup(build) {
      build.onEnd(async () => {
        const { outputFiles } = await build.esbuild.build({
          entryPoints: [entry],
          bundle: true,
          write: false,
          minify: true,
          format: 'iife',
          target: 'es2022',
          platform: 'browser',
          charset: 'utf8',
          legalComments: 'none',
          // Nothing is fetched from beside this file; what asks where it is gets an answer all the same.
          define: { 'import.meta.url': 'location.href' },
          plugins,
        });
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, pageOf(outputFiles[0]?.text ?? ''));
      });
    },
  };
}

/** The script stands in the page, which names it by its hash: no other one can run there, and nothing can be fetched. */
function pageOf(bundle: string): string {
  // Within a script these would end it, or begin what HTML takes for a comment.
  const script = bundle.replaceAll('<!--', String.raw`\x3C!--`).replaceAll(/<(?=\/?script)/gi, String.raw`\x3C`);
  if (script.includes('\r'))
    throw new Error('HTML would change the line breaks of this script, and with them its hash.');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
    // The engine, which the page hands in, and its threads.
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Assistant</title>
</head>
<body><script>${script}</script></body>
</html>
`;
}
