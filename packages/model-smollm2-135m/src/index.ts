/** The record of the model in this package: where its weights are, how large, under which licence. */
import type { GgufModel } from '@local-llm-chat/core';
import { parts } from './parts.js';

/**
 * SmolLM2 135M Instruct, for the `model` of an element, of a hook or of `createLocalLLM()`. Its file
 * lies in this package, so bundlers copy it into your site; nothing is fetched by importing this.
 *
 * @example
 * ```ts
 * import { createLocalLLM } from '@local-llm-chat/core';
 * import { model } from '@local-llm-chat/model-smollm2-135m';
 *
 * const llm = createLocalLLM({ model });
 * ```
 */
export const model = {
  id: 'SmolLM2-135M-Instruct-Q4_1-GGUF',
  name: 'SmolLM2 135M',
  engine: 'wllama',
  files: [
    {
      // The same path from `src` and from `dist`, and a form that every bundler knows as a file to copy.
      url: new URL('../weights/SmolLM2-135M-Instruct.Q4_1.gguf', import.meta.url).href,
      bytes: 98_362_432,
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      parts,
    },
  ],
  bytes: 98_362_432,
  bytesAre: 'exact',
  license: { id: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  contextLength: 8192,
  quantization: 'Q4_1',
  // As it stands in the GGUF.
  chatTemplate:
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
  languages: ['en'],
  homepage: 'https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct',
} as const satisfies GgufModel;
