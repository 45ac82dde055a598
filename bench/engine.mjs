/** Our path to llama.cpp (page, worker, host, adapter) against raw wllama in the same page, turn by turn. */
import { inTurns } from './rounds.mjs';
import { median, printTable } from './statistics.mjs';

const ROUNDS = 5;

/** Load from the device, time to first token and decode speed, as ratios to raw wllama. */
export async function benchEngine(page) {
  page.setDefaultTimeout(0);
  const rounds = await inTurns(page, measure, ROUNDS);
  const rows = [
    ['load from the device, ms', 'loadMs', -1],
    ['time to first token, ms', 'firstTokenMs', -1],
    ['decode, tokens/s', 'tokensPerSecond', 1],
  ].map(([label, key, sense]) => {
    const ours = median(rounds.map((round) => round.ours[key]));
    const raw = median(rounds.map((round) => round.raw[key]));
    const ratio = median(rounds.map((round) => (round.ours[key] / round.raw[key]) ** sense));
    return [label, ours, raw, ratio];
  });
  const { threads, promptTokens, tokens } = rounds[0].ours;
  printTable(
    `Engine: ours against raw wllama, ${ROUNDS} rounds, ${threads} threads, ${promptTokens} prompt tokens, ${tokens} generated`,
    ['', 'ours', 'raw wllama', 'ratio (1 = equal, more is better)'],
    rows,
  );
}

/** Runs in the page. The prompt differs each time in its first words, so that no KV cache helps. */
async function measure(who) {
  const manifestUrl = new URL('/packages/model-smollm2-135m/manifest.json', location.href).href;
  const maxTokens = 64;
  const content = `${Math.random()} ${'The quick brown fox jumps over the lazy dog. '.repeat(18)}Tell a story about it.`;
  const messages = [{ role: 'user', content }];
  const times = { start: performance.now(), loaded: 0, asked: 0, first: 0, last: 0, tokens: 0, prompt: 0, threads: 0 };
  if (who === 'ours') {
    const { createLocalLLM } = await import('@local-llm-chat/core');
    const llm = createLocalLLM({ model: manifestUrl });
    times.start = performance.now();
    times.threads = (await llm.load()).threads;
    times.loaded = performance.now();
    times.asked = performance.now();
    for await (const event of llm.generate({ messages, maxTokens, temperature: 0 })) {
      if (event.type === 'text-delta') {
        times.first ||= performance.now();
        times.last = performance.now();
      } else if (event.type === 'usage') {
        times.tokens = event.usage.completionTokens;
        times.prompt = event.usage.promptTokens;
      }
    }
    await llm.unload();
  } else {
    const { Wllama } = await import('@wllama/wllama');
    const wasm = new URL('/node_modules/@wllama/wllama/esm/wasm/wllama.wasm', location.href).href;
    const quiet = () => undefined;
    const logger = { debug: quiet, log: quiet, warn: quiet, error: console.error };
    const wllama = new Wllama({ default: wasm }, { suppressNativeLog: true, logger });
    const threads = Math.max(2, Math.floor(navigator.hardwareConcurrency / 2));
    const manifest = await (await fetch(manifestUrl)).json();
    const url = new URL(manifest.files[0].url, manifestUrl).href;
    times.start = performance.now();
    // The same settings as ours: what is compared is the path, not the parameters.
    const settings = { n_ctx: 4096, n_batch: 128, n_threads: threads, n_parallel: 1, n_gpu_layers: 0 };
    await wllama.loadModelFromUrl(url, settings);
    times.loaded = performance.now();
    times.asked = performance.now();
    await wllama.createChatCompletion({
      messages,
      max_tokens: maxTokens,
      temperature: 0,
      stream: true,
      cache_prompt: true,
      onData(chunk) {
        if (chunk.timings) times.tokens = chunk.timings.predicted_n;
        if (!chunk.choices[0]?.delta?.content) return;
        times.first ||= performance.now();
        times.last = performance.now();
      },
    });
    await wllama.exit();
  }
  return {
    loadMs: times.loaded - times.start,
    firstTokenMs: times.first - times.asked,
    tokensPerSecond: ((times.tokens - 1) * 1000) / (times.last - times.first),
    tokens: times.tokens,
    promptTokens: times.prompt,
    threads: times.threads,
  };
}
