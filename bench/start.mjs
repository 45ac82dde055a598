/** From an open page to the first word, cold and warm, against the bare engine; and what is left in memory after an unload. */
import { median, printTable } from './statistics.mjs';

const ROUNDS = 3;
const QUESTION = 'Say hello.';

/** Cold start less network, warm start, memory. Each cold start has a browser profile of its own. */
export async function benchStart(page) {
  const { origin } = new URL(page.url());
  const browser = page.context().browser();
  const rounds = [];
  // The first round warms the machine's own caches and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const order = round % 2 ? ['ours', 'raw'] : ['raw', 'ours'];
    const result = {};
    for (const who of order) result[who] = await startTwice(browser, origin, who);
    if (round > 0) rounds.push(result);
  }
  const row = (label, key) => {
    const side = (who) => median(rounds.map((round) => round[who][key]));
    return [label, side('ours'), side('raw'), median(rounds.map(({ ours, raw }) => raw[key] / ours[key]))];
  };
  printTable(
    `Start: the element against raw wllama, ${ROUNDS} rounds, greedy, ${JSON.stringify(QUESTION)}`,
    ['', 'element', 'raw wllama', 'ratio (1 = equal, more is better)'],
    [row('cold start less network, ms', 'coldMs'), row('warm start, ms', 'warmMs')],
  );
  const memory = await measureMemory(browser, origin);
  printTable(
    'Memory of the page and its workers (measureUserAgentSpecificMemory)',
    ['', 'MB', 'share of before'],
    memory.map(({ when, bytes, workers }) => [
      `${when}, ${workers} workers`,
      bytes / 1e6,
      `${((100 * bytes) / memory[0].bytes).toFixed(0)} %`,
    ]),
  );
}

/** One cold start and one warm one in a profile of their own. */
async function startTwice(browser, origin, who) {
  const context = await browser.newContext();
  try {
    const start = who === 'ours' ? startOurs : startRaw;
    const cold = await start(context, origin);
    const warm = await start(context, origin);
    return { coldMs: cold.totalMs - cold.networkMs, warmMs: warm.totalMs };
  } finally {
    await context.close();
  }
}

/** Opens the page with the element, agrees, and asks as soon as it is ready. */
async function startOurs(context, origin) {
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  const startedAt = performance.now();
  await page.goto(`${origin}/bench/start.html`, { waitUntil: 'commit' });
  await page.waitForFunction(() => customElements.get('local-llm-chat'));
  const networkMs = await page.evaluate(async (question) => {
    const chat = document.querySelector('local-llm-chat');
    const reach = (...wanted) =>
      new Promise((resolve) => {
        const check = () => wanted.includes(chat.status) && resolve(chat.status);
        chat.addEventListener('llm-statuschange', check);
        check();
      });
    chat.request = { temperature: 0, maxTokens: 16 };
    if ((await reach('awaiting-consent', 'loading', 'ready')) === 'awaiting-consent') void chat.load();
    let networkMs = 0;
    if ((await reach('downloading', 'loading', 'ready')) === 'downloading') {
      const from = performance.now();
      await reach('loading');
      networkMs = performance.now() - from;
    }
    await reach('ready');
    void chat.send(question);
    await new Promise((resolve) => {
      const look = () => (chat.messages.at(-1)?.parts.length ? resolve() : requestAnimationFrame(look));
      look();
    });
    return networkMs;
  }, QUESTION);
  const totalMs = performance.now() - startedAt;
  await page.close();
  return { totalMs, networkMs };
}

/** The same with wllama alone, its own download and its own cache. */
async function startRaw(context, origin) {
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  const startedAt = performance.now();
  await page.goto(`${origin}/bench/start-raw.html`, { waitUntil: 'commit' });
  const networkMs = await page.evaluate(async (question) => {
    const { Wllama } = await import('@wllama/wllama');
    const manifestUrl = new URL('/packages/model-smollm2-135m/manifest.json', location.href).href;
    const manifest = await (await fetch(manifestUrl)).json();
    const quiet = () => undefined;
    const wllama = new Wllama(
      { default: new URL('/node_modules/@wllama/wllama/esm/wasm/wllama.wasm', location.href).href },
      { suppressNativeLog: true, logger: { debug: quiet, log: quiet, warn: quiet, error: console.error } },
    );
    const threads = Math.max(2, Math.floor(navigator.hardwareConcurrency / 2));
    const from = performance.now();
    let loadedAt = from;
    await wllama.loadModelFromUrl(new URL(manifest.files[0].url, manifestUrl).href, {
      n_ctx: 4096,
      n_batch: 128,
      n_threads: threads,
      n_parallel: 1,
      n_gpu_layers: 0,
      progressCallback: ({ loaded, total }) => {
        if (loaded === total) loadedAt = performance.now();
      },
    });
    await new Promise((resolve) => {
      void wllama.createChatCompletion({
        messages: [{ role: 'user', content: question }],
        max_tokens: 16,
        temperature: 0,
        stream: true,
        onData: (chunk) => chunk.choices[0]?.delta?.content && resolve(),
      });
    });
    return loadedAt - from;
  }, QUESTION);
  const totalMs = performance.now() - startedAt;
  await page.close();
  return { totalMs, networkMs };
}

/** Before the load, after it, and after the element was removed. */
async function measureMemory(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${origin}/bench/start.html`);
  const steps = [];
  const measure = async (when) => {
    const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
    steps.push({ when, bytes, workers: page.workers().length });
  };
  await page.waitForFunction(() => document.querySelector('local-llm-chat').status === 'awaiting-consent');
  await measure('before the load');
  await page.evaluate(() => document.querySelector('local-llm-chat').load());
  await measure('model loaded');
  await page.evaluate(async () => {
    const chat = document.querySelector('local-llm-chat');
    chat.remove();
    while (chat.status === 'ready' || chat.status === 'busy') await new Promise((resolve) => setTimeout(resolve, 50));
  });
  while (page.workers().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await measure('element removed');
  await context.close();
  return steps;
}
