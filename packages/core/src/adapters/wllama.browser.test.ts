/** The real llama.cpp with the real starter model takes the exam. */

import { catalog } from '../models/catalog.js';
import { parseModelRecord } from '../models/model-record.js';
import { examineAdapter } from './adapter.case.js';
import { createAdapter } from './wllama.js';

const assets = { wasm: new URL('../../dist/wllama.wasm', import.meta.url).href };

const manifestUrl = new URL('../../../model-smollm2-135m/manifest.json', import.meta.url).href;
const manifest: unknown = await (await fetch(manifestUrl)).json();

examineAdapter('wllama', {
  createAdapter: () => createAdapter(assets),
  model: parseModelRecord(manifest, manifestUrl),
  foreignModel: catalog.flatMap(({ builds }) => builds).find(({ engine }) => engine === 'webllm'),
});
