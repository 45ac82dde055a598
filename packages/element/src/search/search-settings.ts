/** What a page sets on a `<local-llm-search>`. */
import type { LocalLLM, LocalLLMOptions, ModelChoice, WorkerMode } from '@local-llm-chat/core';
import { LitElement, type PropertyDeclarations } from 'lit';
import { type EngineSettings, isOtherModel } from '../engine-settings.js';
import type { KnowledgeSetting } from '../knowledge/site-knowledge.js';
import type { TextOverrides } from '../language-controller.js';

/** The settings of one search. */
export class SearchSettings extends LitElement implements EngineSettings {
  static override properties: PropertyDeclarations = {
    knowledge: {},
    limit: { type: Number },
    path: {},
    language: {},
    placeholder: {},
    shortcut: {},
    answers: {},
    files: { type: Boolean },
    autoload: { type: Boolean },
    density: { reflect: true },
    texts: { attribute: false },
    model: { hasChanged: isOtherModel },
    engine: {},
    workerMode: { attribute: 'worker-mode' },
    enginesUrl: { attribute: 'engines-url' },
    share: {},
    contextWindow: { type: Number, attribute: 'context-window' },
    llm: { attribute: false },
  };

  /**
   * Where the index is, from the page's own address; as a property also what `createKnowledge()` returns. Without it
   * only files are searched, if `files` is set.
   */
  declare knowledge: KnowledgeSetting | undefined;
  /** The most results. Default: 8. */
  declare limit: number | undefined;
  /** Only pages whose address, or its path, begins so, e.g. `/guides/`; and the visitor's files. */
  declare path: string | undefined;
  /** Only pages in this language, as a BCP 47 tag. Default: all. */
  declare language: string | undefined;
  /** What stands in the empty field. Default: its label. */
  declare placeholder: string | undefined;
  /** A key that leads to the field from anywhere on the page, as `aria-keyshortcuts` writes it: `Control+K`, `/`. */
  declare shortcut: string | undefined;
  /** `off` offers no answers: a search, and no model. */
  declare answers: 'on' | 'off' | undefined;
  /** Visitors may add files of their own, which are searched too. */
  declare files: boolean;
  /** Enter answers a question without asking first, even where a model has to be downloaded for it. */
  declare autoload: boolean;
  /** `compact` takes less room. */
  declare density: 'compact' | undefined;
  /**
   * Words of your own: ICU messages by the key of a text, as the guide "Languages" lists them, or a function that
   * returns the words for a key and `undefined` where the element's own are right.
   */
  declare texts: TextOverrides | undefined;
  /**
   * Which model answers: a catalogue id, or the URL of a GGUF file, of a manifest (`.json`) or of an MLC folder; as a
   * property also a record or a list of records, best first. Default: one that suits the device.
   */
  declare model: ModelChoice | undefined;
  /** `webllm` is the GPU, `wllama` the CPU. Default: `auto`, whichever works. */
  declare engine: 'auto' | 'webllm' | 'wllama' | undefined;
  /** How the engine's worker starts: `blob` on hosts that can send no headers. Default: `auto`. */
  declare workerMode: WorkerMode | undefined;
  /** The folder of the engine files, when they are not beside this script. */
  declare enginesUrl: string | undefined;
  /** Who shares one loaded model: all tabs of the `site` (default), the elements of this `tab`, or `none`. */
  declare share: LocalLLMOptions['share'];
  /** Tokens that passages and answer may have together. Default: the model's length, at most 4,096. */
  declare contextWindow: number | undefined;
  /** A model to use instead of making one, e.g. the one of a chat. It is never unloaded here. */
  declare llm: LocalLLM | undefined;

  constructor() {
    super();
    this.files = false;
    this.autoload = false;
  }
}
