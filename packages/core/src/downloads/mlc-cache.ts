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
  /** web-llm completes a folder's URL in this way before it asks for files: these are names, not addresses. */
  folderUrl: (model: MlcModel): string =>
    /.\/resolve\/.+\//.test(model.url) ? model.url : `${model.url}resolve/main/`,
  /**
   * web-llm never caches a library whose URL has `localhost` in it, because developers rebuild those.
   * Ours are pinned, and under another name they are found in the cache like all others.
   */
  libraryUrl: (model: MlcModel): string => model.library.replaceAll('localhost', 'local-host'),
  /** Weights without the library that a record now names are not complete, so the note is for both. */
  noteUrl: (model: MlcModel): string =>
    `${model.url}local-llm-chat-complete?library=${encodeURIComponent(model.library)}`,
} as const;
