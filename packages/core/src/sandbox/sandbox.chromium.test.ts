/// <reference types="node" />
/** The built sandbox in a real browser, under the strictest policy: what hostile code can do there is nothing. */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../../scripts/chromium.mjs';
import type { CodeResult } from './code-result.js';
import { HOSTILE_PROGRAMS } from './hostile-programs.case.js';
import type { RunCodeOptions } from './run-code.js';
import { type SandboxSite, startSandboxSite } from './sandbox-site.case.js';

declare const runCode: typeof import('./run-code.js').runCode;

// A browser on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MIB = 2 ** 20;
const OWN_FILES = ['/dist/sandbox.wasm', '/dist/sandbox-worker.js'];

let site: SandboxSite;
let browser: Browser;
let page: Page;
let complaints: string[];
/** Addresses that the browser asked for, wherever they are. */
let requests: string[];

beforeAll(async () => {
  site = await startSandboxSite();
  const executablePath = (await findChromium()) ?? undefined;
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_ARGS] });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function open(path: string): Promise<void> {
  const context = await browser.newContext();
  page = await context.newPage();
  complaints = [];
  requests = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site.origin}/${path}`);
  await page.waitForFunction(() => 'runCode' in globalThis);
  context.on('request', (request) => requests.push(request.url()));
  site.asked.length = 0;
}

function run(code: string, options: Omit<RunCodeOptions, 'signal' | 'onConsole'> = {}): Promise<CodeResult> {
  return page.evaluate(([text, settings]) => runCode(text, settings), [code, options] as const);
}

/** The code and the words of a run that cannot be. */
function refusal(code: unknown, options: object = {}): Promise<{ code: string; message: string; hint: string }> {
  return page.evaluate(
    ([text, settings]) =>
      runCode(text as string, settings).then(
        (result) => ({ code: 'none', message: JSON.stringify(result), hint: '' }),
        ({ code, message, hint }) => ({ code, message, hint }),
      ),
    [code, options] as const,
  );
}

describe('code in the sandbox', () => {
  beforeEach(() => open('strict.html'));
  afterEach(async () => {
    expect(complaints).toEqual([]);
    // Chromium takes some seconds to end a thread that is in the middle of a loop.
    await expect.poll(() => page.workers(), { timeout: 20_000 }).toEqual([]);
    await page.context().close();
  });

  it('has its value, its console and its cost', async () => {
    const result = await run('console.log("adding"); input.a + 1', { input: { a: 2 } });
    expect(result).toEqual({
      ok: true,
      value: 3,
      console: [{ kind: 'log', text: 'adding' }],
      isConsoleCut: false,
      durationMs: expect.any(Number),
      memoryBytes: expect.any(Number),
    });
    expect(site.asked.sort()).toEqual([...OWN_FILES].sort());
  });

  it('shows what it says before it ends', async () => {
    const seen = await page.evaluate(async () => {
      const heard: string[] = [];
      const onConsole = (entry: { kind: string; text?: string }) => heard.push(entry.text ?? entry.kind);
      const stop = new AbortController();
      const running = runCode('console.log("first"); for (;;) {}', {
        timeoutMs: 60_000,
        signal: stop.signal,
        onConsole: (entry) => {
          onConsole(entry);
          stop.abort();
        },
      });
      const code = await running.catch((error) => error.code);
      return { heard, code };
    });
    expect(seen).toEqual({ heard: ['first'], code: 'aborted' });
  });

  it('has nothing of the run before', async () => {
    await run('globalThis.kept = 1; Array.prototype.kept = 2; 1');
    expect(await run('[typeof kept, typeof [].kept]')).toMatchObject({ value: ['undefined', 'undefined'] });
  });

  it.each([
    ['no text', 5, {}],
    ['too long', `"${'a'.repeat(2 ** 20)}"`, {}],
    ['no time', '1', { timeoutMs: 0 }],
    ['too little memory', '1', { memoryBytes: 1000 }],
    ['a broken number of bytes', '1', { memoryBytes: 2 ** 21 + 0.5 }],
    ['too much input', '1', { input: 'a'.repeat(4 * 2 ** 20) }],
  ])('is refused: %s', async (_, code, options) => {
    expect(await refusal(code, options)).toMatchObject({
      code: 'invalid-request',
      hint: expect.stringContaining('runCode'),
    });
  });

  it('is refused with an input that is no plain data, and when it is stopped beforehand', async () => {
    const codes = await page.evaluate(() => {
      const circle: { self?: unknown } = {};
      circle.self = circle;
      const codeOf = (run: Promise<unknown>) => run.catch((error) => error.code);
      return Promise.all([
        codeOf(runCode('1', { input: circle })),
        codeOf(runCode('1', { signal: AbortSignal.abort() })),
      ]);
    });
    expect(codes).toEqual(['invalid-request', 'aborted']);
    expect(site.asked).toEqual([]);
  });
});

describe('a sandbox that cannot be', () => {
  afterEach(async () => {
    site.missing.clear();
    await page.context().close();
  });

  it.each([
    ['without its interpreter', '/dist/sandbox.wasm', { code: 'http', hint: expect.stringContaining('sandbox.wasm') }],
    ['without its worker', '/dist/sandbox-worker.js', { code: 'worker-failed' }],
  ])('says so: %s', async (_, path, error) => {
    await open('strict.html');
    site.missing.add(path);
    expect(await refusal('1')).toMatchObject(error);
  });

  it('says so: where a policy forbids WebAssembly', async () => {
    const policy = site.workerPolicy;
    site.workerPolicy = "default-src 'none'";
    await open('strict.html');
    const refused = await refusal('1');
    site.workerPolicy = policy;
    expect(refused).toMatchObject({ code: 'worker-failed', hint: expect.stringContaining('wasm-unsafe-eval') });
  });

  it('works from a blob, under the policy of the page', async () => {
    await open('blob.html');
    expect(await run('6 * 7', { workerMode: 'blob' })).toMatchObject({ ok: true, value: 42 });
    expect(complaints).toEqual([]);
  });
});

describe('hostile programs', () => {
  const LIMITS = { timeoutMs: 250, memoryBytes: 16 * MIB };

  beforeAll(() => open('strict.html'));
  afterAll(() => page.context().close());

  it('are many', () => expect(HOSTILE_PROGRAMS.length).toBeGreaterThan(90));

  it.each(HOSTILE_PROGRAMS.map(({ code, ends }, index) => ({ index, code, ends })))(
    '$index: $code',
    async ({ code, ends }) => {
      const result = await run(code, LIMITS);
      expect(ends, JSON.stringify(result).slice(0, 500)).toContain(result.ok ? 'value' : result.failure.kind);
      expect(JSON.stringify(result.ok ? result.value : '') ?? '').not.toBe('"escaped"');
      // The deadline, and what it takes to end what cannot be interrupted.
      expect(result.durationMs).toBeLessThanOrEqual(LIMITS.timeoutMs + 500);
      // What the interpreter has from the start included.
      if (result.memoryBytes !== null) expect(result.memoryBytes).toBeLessThanOrEqual(1.1 * LIMITS.memoryBytes);
    },
  );

  it('leave the page, the network and the next run as they were', async () => {
    const after = await page.evaluate(() => ({
      polluted: 'polluted' in {} || 'type' in {} || 'kept' in [],
      globals: Object.keys(globalThis).filter((name) => /^(found|escaped|polluted|kept)$/.test(name)),
    }));
    expect(after).toEqual({ polluted: false, globals: [] });
    expect(requests.filter((url) => !OWN_FILES.includes(new URL(url).pathname))).toEqual([]);
    expect(new Set(site.asked)).toEqual(new Set(OWN_FILES));
    expect(complaints).toEqual([]);
    await expect.poll(() => page.workers(), { timeout: 20_000 }).toEqual([]);
    expect(await run('1 + 1', LIMITS)).toMatchObject({ ok: true, value: 2 });
  });
});
