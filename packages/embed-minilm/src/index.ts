/** The record of the model in this package: where its weights are, how large, under which licence. */
import type { GgufModel } from '@local-llm-chat/core';
import { parts } from './parts.js';

/**
 * all-MiniLM-L6-v2, for the `model` of `createEmbedding()`. Its file lies in this package, so bundlers
 * copy it into your site; nothing is fetched by importing this.
 *
 * @example
 * ```ts
 * import { createEmbedding } from '@local-llm-chat/core/embedding';
 * import { createKnowledge } from '@local-llm-chat/core/knowledge';
 * import { model } from '@local-llm-chat/embed-minilm';
 *
 * const embedding = createEmbedding({ model });
 * const knowledge = createKnowledge({ index: '/llm-index.json', embedding });
 * ```
 */
export const model = {
  id: 'all-MiniLM-L6-v2-q8_0',
  name: 'all-MiniLM-L6-v2',
  engine: 'wllama',
  task: 'embedding',
  files: [
    {
      // The same path from `src` and from `dist`, and a form that every bundler knows as a file to copy.
      url: new URL('../weights/all-MiniLM-L6-v2.Q8_0.gguf', import.meta.url).href,
      bytes: 25_282_464,
      sha256: 'e31b48a0e889efc2fbd513d4a0bd7c2d9103e364082776d6d55b0256e8eec5cf',
      parts,
    },
  ],
  bytes: 25_282_464,
  bytesAre: 'exact',
  license: { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  // Its makers cut texts here, and trained it with shorter ones; the file has places for 512 tokens.
  contextLength: 256,
  embedding: { dimensions: 384 },
  quantization: 'Q8_0',
  languages: ['en'],
  homepage: 'https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2',
} as const satisfies GgufModel;
