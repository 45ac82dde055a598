/** The real llama.cpp with the real starter model takes the exam. */

import { expect, it } from 'vitest';
import { modelCatalog } from '../models/catalog.js';
import { parseModelRecord } from '../models/model-record.js';
import { examineAdapter } from './adapter.case.js';
import { createAdapter } from './wllama.js';

const assets = { wasm: new URL('../../dist/wllama.wasm', import.meta.url).href };

const manifestUrl = new URL('../../../model-smollm2-135m/manifest.json', import.meta.url).href;
const manifest: unknown = await (await fetch(manifestUrl)).json();

examineAdapter('wllama', {
  createAdapter: () => createAdapter(assets),
  model: parseModelRecord(manifest, manifestUrl),
  foreignModel: modelCatalog.find(({ engine }) => engine === 'webllm'),
});

it('tells of the death of the worker that wllama runs in, for which its calls would wait for ever', async () => {
  const Original = globalThis.Worker;
  const workers: Worker[] = [];
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  };
  const adapter = createAdapter(assets);
  try {
    await adapter.load(parseModelRecord(manifest, manifestUrl));
    const answer = (async () => {
      const messages = [{ role: 'user' as const, content: 'Write a long story.' }];
      for await (const event of adapter.generate({ messages, maxTokens: 400 })) {
        if (event.type === 'text-delta') workers.at(-1)?.dispatchEvent(new Event('error'));
      }
    })();
    await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
  } finally {
    globalThis.Worker = Original;
    await adapter.unload();
  }
});
