/** What a page sets on a `<local-llm-summary>`. */
import type { LocalLLM, LocalLLMOptions, ModelChoice, WorkerMode } from '@local-llm-chat/core';
import type { SummaryFormat, SummaryLength } from '@local-llm-chat/core/tasks';
import { LitElement, type PropertyDeclarations } from 'lit';
import { type EngineSettings, isOtherModel } from '../engine-settings.js';
import type { TextOverrides } from '../language-controller.js';

/** The settings of one summary. */
export class SummarySettings extends LitElement implements EngineSettings {
  static override properties: PropertyDeclarations = {
    htmlFor: { attribute: 'for' },
    format: {},
    length: {},
    language: {},
    focusOn: { attribute: 'focus' },
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
   * The `id` of the article, in the same document or shadow root; another one forgets the summary. Attribute: `for`.
   * Default: the `<article>` around the element, else the main part of the page.
   */
  declare htmlFor: string | undefined;
  /** `paragraph` (default), `bullets`, `headline` or `tldr`, which is one sentence. */
  declare format: SummaryFormat | undefined;
  /** `short`, `medium` (default) or `long`. */
  declare length: SummaryLength | undefined;
  /** The language of the summary, as a BCP 47 tag. Default: that of the article. */
  declare language: string | undefined;
  /** What matters to the reader, in a few words. Attribute: `focus`. */
  declare focusOn: string | undefined;
  /** `compact` takes less room. */
  declare density: 'compact' | undefined;
  /**
   * Words of your own: ICU messages by the key of a text, as the guide "Languages" lists them, or a function that
   * returns the words for a key and `undefined` where the element's own are right.
   */
  declare texts: TextOverrides | undefined;
  /**
   * Which model: a catalogue id, or the URL of a GGUF file, of a manifest (`.json`) or of an MLC folder; as a
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
  /** Tokens that a part of the article and its summary may have together. Default: the model's length, at most 4,096. */
  declare contextWindow: number | undefined;
  /** A model to use instead of making one, e.g. the one of a chat. It is never unloaded here. */
  declare llm: LocalLLM | undefined;
}
