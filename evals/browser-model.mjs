/** Runs items in a headless Chromium, on the built packages, as in a visitor's browser. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { serveRepository } from '../bench/serve.mjs';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';

/** The GPU, also where Chromium would rather not. */
const GPU_ARGS = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];

/**
 * Loads a model in a page.
 *
 * @param {{ engine: 'wllama' | 'webllm', model: string, contextWindow: number, hasTasks: boolean }} options
 */
export async function startBrowserRunner({ engine, model, contextWindow, hasTasks }) {
  const server = await serveRepository();
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [...CHROMIUM_ARGS, ...(engine === 'webllm' ? GPU_ARGS : [])],
  });
  const close = async () => {
    await browser.close();
    server.close();
  };
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.origin}/evals/page.html`);
    await page.addScriptTag({ type: 'importmap', content: JSON.stringify({ imports: await importsOfCore() }) });
    await page.evaluate(
      async ([address, options]) => (await import(address)).load(options),
      /** @type {const} */ (['/evals/page.mjs', { engine, model, contextWindow }]),
    );
    return {
      /** @param {import('./run-item.mjs').What} what */
      run: (what) =>
        page.evaluate(
          async ([address, asked, has]) => (await import(address)).run(asked, has),
          /** @type {const} */ (['/evals/page.mjs', what, hasTasks]),
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the built core imports by name, and where this repository has it. */
async function importsOfCore() {
  const manifest = JSON.parse(await readFile(new URL('packages/core/package.json', ROOT), 'utf8'));
  /** @type {Record<string, string>} */
  const imports = {};
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const name = `${manifest.name}${subpath.slice(1)}`;
    imports[name] = new URL(/** @type {any} */ (target).default, 'http://localhost/packages/core/').pathname;
  }
  for (const name of Object.keys(manifest.dependencies)) {
    const folder = `node_modules/${name}/`;
    const { module: entry } = JSON.parse(await readFile(new URL(`${folder}package.json`, ROOT), 'utf8'));
    // What bundlers take: Node itself may be given another kind of module.
    const url = entry === undefined ? import.meta.resolve(name) : new URL(folder + entry, ROOT);
    imports[name] = `/${fileURLToPath(url).slice(fileURLToPath(ROOT).length)}`;
  }
  return imports;
}

const ROOT = new URL('../', import.meta.url);
