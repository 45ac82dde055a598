/** Bundles a page's or a worker's part of a bench, from today's source. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * @param {string} file a name in this folder
 * @param {string[]} external what the page's import map knows
 */
export async function bundle(file, external = []) {
  const { outputFiles } = await build({
    entryPoints: [join(here, file)],
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
    conditions: ['@local-llm-chat/source'],
    external,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** Runs a part in a page, until it has put its global there. */
export async function addPart(page, file, global, external = []) {
  page.setDefaultTimeout(0);
  await page.addScriptTag({ content: await bundle(file, external), type: 'module' });
  await page.waitForFunction((name) => name in globalThis, global);
}
