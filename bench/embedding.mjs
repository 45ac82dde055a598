/** What a vector costs: our whole path (page, worker, host, adapter) against raw wllama in the same page, turn by turn. */
import { inTurns } from './rounds.mjs';
import { median, printTable } from './statistics.mjs';

const ROUNDS = 3;

/** Load from the device, a question, and a passage of 200 words. */
export async function benchEmbedding(page) {
  page.setDefaultTimeout(0);
  const rounds = await inTurns(page, measure, ROUNDS);
  const rows = [
    ['load from the device, ms', 'loadMs'],
    ['a question of 9 tokens, ms', 'questionMs'],
    ['a passage of 200 words, ms', 'passageMs'],
  ].map(([label, key]) => [
    label,
    median(rounds.map(({ ours }) => ours[key])),
    median(rounds.map(({ raw }) => raw[key])),
    median(rounds.map(({ ours, raw }) => raw[key] / ours[key])),
  ]);
  printTable(
    `Embedding: all-MiniLM-L6-v2, ${ROUNDS} rounds, one thread`,
    ['', 'ours', 'raw wllama', 'ratio (1 = equal, more is better)'],
    rows,
  );
}

/** Runs in the page. */
async function measure(who) {
  const question = 'How do I return a chair?';
  const passage = 'parcels arrive within five days or '.repeat(34).split(' ').slice(0, 200).join(' ');
  const manifestUrl = new URL('/packages/embed-minilm/manifest.json', location.href).href;
  const manifest = await (await fetch(manifestUrl)).json();
  const startedAt = performance.now();
  let embed;
  let end;
  if (who === 'ours') {
    const { createEmbedding } = await import('@local-llm-chat/core/embedding');
    const files = manifest.files.map((file) => ({ ...file, url: new URL(file.url, manifestUrl).href }));
    const embedding = createEmbedding({ model: { ...manifest, files, bytes: files[0].bytes, bytesAre: 'exact' } });
    await embedding.load();
    embed = (text) => embedding.embed([text], { kind: 'query' });
    end = () => embedding.unload();
  } else {
    const { Wllama } = await import('@wllama/wllama');
    const wasm = new URL('/node_modules/@wllama/wllama/esm/wasm/wllama.wasm', location.href).href;
    const quiet = () => undefined;
    const logger = { debug: quiet, log: quiet, warn: quiet, error: console.error };
    const wllama = new Wllama({ default: wasm }, { suppressNativeLog: true, logger });
    const tokens = manifest.contextLength;
    // The same settings as ours: what is compared is the path, not the parameters.
    const sizes = { n_ctx: tokens, n_batch: tokens, n_ubatch: tokens };
    const settings = { ...sizes, n_threads: 1, n_parallel: 1, n_gpu_layers: 0, embeddings: true };
    await wllama.loadModelFromUrl(new URL(manifest.files[0].url, manifestUrl).href, settings);
    embed = (text) => wllama.createEmbedding({ input: text });
    end = () => wllama.exit();
  }
  const loadMs = performance.now() - startedAt;
  const times = async (text, count) => {
    const all = [];
    for (let turn = 0; turn < count; turn += 1) {
      const from = performance.now();
      await embed(text);
      all.push(performance.now() - from);
    }
    return all.sort((a, b) => a - b)[Math.floor(count / 2)];
  };
  await embed(question);
  const result = { loadMs, questionMs: await times(question, 21), passageMs: await times(passage, 7) };
  await end();
  return result;
}
