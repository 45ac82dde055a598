/** What a page sets on a `<local-llm-chat-isolated>`: the part of a chat's settings that is plain data. */
import type { ChatOptions, ModelChoice, WorkerMode } from '@local-llm-chat/core';
import { LitElement, type PropertyDeclarations } from 'lit';
import type { Suggestion } from '../composer-context.js';
import { isOtherModel } from '../engine-settings.js';
import type { TextKey } from '../locales/english.js';
import type { ReadyTask } from '../tasks/tasks-setting.js';

/** The settings of one isolated chat. */
export class IsolatedSettings extends LitElement {
  static override properties: PropertyDeclarations = {
    model: { hasChanged: isOtherModel },
    density: { reflect: true },
    system: {},
    request: { attribute: false },
    autoload: { type: Boolean },
    workerMode: { attribute: 'worker-mode' },
    enginesUrl: { attribute: 'engines-url' },
    frameUrl: { attribute: 'frame-url' },
    contextWindow: { type: Number, attribute: 'context-window' },
    placeholder: {},
    heading: {},
    texts: { attribute: false },
    history: {},
    feedback: { type: Boolean },
    math: { type: Boolean },
    attachments: {},
    suggestions: { attribute: false },
    tasks: { type: Boolean },
  };

  /**
   * Which model: a catalogue id, or the URL of a GGUF file or of a manifest (`.json`); as a property also a record or a
   * list of records, best first. Default: one that suits the device. Another one begins anew.
   */
  declare model: ModelChoice | undefined;
  /** `compact` takes less room. */
  declare density: 'compact' | undefined;
  /** What the model is told before the conversation. */
  declare system: string | undefined;
  /** Sampling and limits of every answer, e.g. `{ temperature: 0.2, maxTokens: 300 }`. */
  declare request: ChatOptions['request'] | undefined;
  /** Downloads and starts the model without asking the visitor first. */
  declare autoload: boolean;
  /** How the worker that downloads models is started: `blob` on hosts that can send no headers. Default: `auto`. */
  declare workerMode: WorkerMode | undefined;
  /** The folder of the engine files, when they are not beside this script. */
  declare enginesUrl: string | undefined;
  /** The address of `isolated.html`, when it is not beside this script. It must be of the page's own origin. */
  declare frameUrl: string | undefined;
  /** Tokens that prompt and answer may have together. Default: the model's length, at most 4,096. */
  declare contextWindow: number | undefined;
  /** The hint in the empty message field. */
  declare placeholder: string | undefined;
  /** The title above the conversation, and of the frame; empty for none. */
  declare heading: string | undefined;
  /** Words of your own: ICU messages by the key of a text, as the guide "Languages" lists them. */
  declare texts: { readonly [Key in TextKey]?: string } | undefined;
  /** Only `memory`: conversations last as long as the frame. */
  declare history: 'memory' | undefined;
  /** Lets the visitor rate answers; the page hears of it by `llm-feedback`. */
  declare feedback: boolean;
  /** Sets formulas between dollar signs in answers as such. */
  declare math: boolean;
  /** Whether text files can be given along with a question: `on` (default) or `off`. */
  declare attachments: 'on' | 'off' | undefined;
  /** Questions to begin with, shown until something is said: texts, or short labels for longer ones. */
  declare suggestions: readonly Suggestion[] | undefined;
  /** Offers ready tasks on each text that is given along: all, or those of a list. Default: none. */
  declare tasks: boolean | readonly ReadyTask[];

  constructor() {
    super();
    this.autoload = false;
    this.feedback = false;
    this.math = false;
    this.tasks = false;
  }
}
