/** Where web-llm looks for the files of a model in the Cache API, so that we can put them there ourselves. */
import type { MlcModel } from '../models/model-record.js';

export const mlcCache = {
  /** Weights, tokenizer and their list. */
  model: 'webllm/model',
  /** `mlc-chat-config.json`. */
  config: 'webllm/config',
  /** Compiled libraries. */
  library: 'webllm/wasm',
  /** Ours: one note for each model that is complete, written last. */
  notes: 'local-llm-chat/mlc-models',
  /** web-llm completes a folder's URL in this way before it asks for files. */
  folderUrl: (model: MlcModel): string =>
    /\/resolve\/[^/]+\/$/.test(model.url) ? model.url : `${model.url}resolve/main/`,
  noteUrl: (model: MlcModel): string => `${model.url}local-llm-chat-complete`,
} as const;
