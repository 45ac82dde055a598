/** The recipe of the guide, run as it stands: after the first visit everything works without a network. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PAGE_POLICY, policyFor } from '../../../apps/docs/server/policies.mjs';
import { startServer } from '../../../apps/docs/server/serve.mjs';
import { openPage } from './browser.js';
import { ChatPage } from './chat-page.js';

const guide = await readFile(
  fileURLToPath(new URL('../../../apps/docs/guides/downloads-and-storage.mdx', import.meta.url)),
  'utf8',
);

/** A block of code of the guide, by its first line. */
function block(firstLine: string): string {
  const code = [...guide.matchAll(/^```javascript\n([\s\S]*?)^```$/gm)].find(([, text]) =>
    text?.startsWith(firstLine),
  )?.[1];
  if (code === undefined) throw new Error(`The guide has no block that begins with "${firstLine}".`);
  return code;
}

let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offline-'));
  const page = await readFile(fileURLToPath(new URL('../site/index.html', import.meta.url)), 'utf8');
  await writeFile(
    join(folder, 'index.html'),
    page.replace('</head>', '<script type="module" src="page.js"></script></head>'),
  );
  await writeFile(join(folder, 'offline-worker.js'), block('// offline-worker.js'));
  // The one thing that the guide leaves to the site: a policy for the address of its service worker.
  const policy = "trustedTypes.createPolicy('site', { createScriptURL: (url) => url }).createScriptURL";
  await writeFile(
    join(folder, 'page.js'),
    `${block('// In the page').replace("'offline-worker.js'", `${policy}('offline-worker.js')`)}\ndocument.documentElement.dataset.kept = 'yes';\n`,
  );
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  server = await startServer({
    root: folder,
    policies: (path) => (policyFor(path) === PAGE_POLICY ? `${PAGE_POLICY} site` : policyFor(path)),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

it('answers after a reload without a network', async () => {
  const { page, close } = await openPage();
  try {
    await page.goto(`${server.url}index.html`);
    const chat = new ChatPage(page);
    await chat.waitForStatus('awaiting-consent');
    await page.locator('html[data-kept]').waitFor();
    await chat.start();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');

    await page.context().setOffline(true);
    await page.reload();
    await chat.waitForStatus('ready');
    await chat.answerBriefly();
    expect((await chat.ask('Say hello.')).trim()).not.toBe('');
  } finally {
    await close();
  }
});
