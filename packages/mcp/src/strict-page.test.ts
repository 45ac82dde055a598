/** A page with a strict policy, in a real browser, and a real server: what goes out, and what a failure is called. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.mjs';
import { type RunningServer, startMcp, type TestTool } from './mcp-server.case.js';

const tools = new Map<string, TestTool>([
  [
    'add',
    {
      description: 'Adds two numbers.',
      input: {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
      },
      run: ({ a, b }) => ({
        content: [{ type: 'text', text: String(Number(a) + Number(b)) }],
        structuredContent: { sum: Number(a) + Number(b) },
      }),
    },
  ],
]);

/** What the site serves beside the script of all tools. */
const FILES: Readonly<Record<string, readonly [string, string]>> = {
  '/': ['text/html', '<!doctype html><title>A page</title><script type="module" src="/page.js"></script>'],
  '/page.js': ['text/javascript', "import { mcpTools } from '/mcp.js'; globalThis.mcpTools = mcpTools;"],
};

let browser: Browser;
let site: Server;
let page: Page;
let named: RunningServer;
let unnamed: RunningServer;
let forbidding: RunningServer;

beforeAll(async () => {
  [named, unnamed, forbidding] = await Promise.all([
    startMcp(tools),
    startMcp(tools),
    startMcp(tools, { allowsPages: false }),
  ]);
  const script = await bundle();
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${named.origin} ${forbidding.origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  site = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', policy);
    const [type, body] = FILES[url ?? ''] ?? ['text/javascript', script];
    response.setHeader('content-type', type);
    response.end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const executablePath = await findChromium();
  browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: [...CHROMIUM_ARGS] });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'mcpTools' in globalThis);
}, 120_000);

afterAll(async () => {
  await browser.close();
  site.close();
  await Promise.all([named, unnamed, forbidding].map((server) => server.close()));
});

/** The source as a site's bundler would take it. */
async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('index.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@local-llm-chat/source', 'module', 'browser'] },
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'mcp' } },
  });
  const [{ output } = { output: [] }] = (Array.isArray(built) ? built : [built]) as {
    output: { type: string; code?: string }[];
  }[];
  return output.map(({ code = '' }) => code).join('');
}

/** Connects, and calls the tool; or says what has failed. */
function call(url: string) {
  return page.evaluate(async (address) => {
    const violations: string[] = [];
    const listen = (event: SecurityPolicyViolationEvent) => violations.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', listen);
    // Kept by the browser for every port of this machine.
    // biome-ignore lint/suspicious/noDocumentCookie: what must not be sent.
    document.cookie = 'session=secret';
    try {
      const { mcpTools } = globalThis as unknown as typeof import('./mcp-tools.js');
      const mcp = await mcpTools({ url: address, name: 'sums' });
      const [tool] = mcp.tools;
      if (tool === undefined) throw new Error('There is no tool.');
      const { value } = await tool.execute({ a: 37, b: 91 });
      await mcp.close();
      return { tool: tool.manifest.name, value, violations };
    } catch (error) {
      const { code, details } = error as { code: string; details: { why?: string } };
      return { code, why: details?.why, violations };
    } finally {
      document.removeEventListener('securitypolicyviolation', listen);
    }
  }, url);
}

it('calls a tool, breaks no rule of the page, and sends nothing of the visitor', async () => {
  expect(await call(named.url)).toEqual({ tool: 'sums_add', value: '128', violations: [] });
  expect(named.requests.length).toBeGreaterThan(2);
  for (const { headers } of named.requests) {
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  }
});

it('says so where the page forbids it', async () => {
  expect(await call(unnamed.url)).toMatchObject({ code: 'network', why: 'page-policy' });
  expect(unnamed.requests).toEqual([]);
});

it('says so where the server allows no pages', async () => {
  expect(await call(forbidding.url)).toMatchObject({ code: 'network', why: 'refused' });
});

it('says so where the device is offline', async () => {
  await page.context().setOffline(true);
  const failed = await call(named.url);
  await page.context().setOffline(false);
  expect(failed).toMatchObject({ code: 'network' });
});
