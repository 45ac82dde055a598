/** What a page sets on a chat: the properties that `<local-llm-chat>` and `<local-llm-session>` have in common. */
import type { ChatOptions, LocalLLM, LocalLLMOptions, ModelChoice, WorkerMode } from '@local-llm-chat/core';
import type { Tool } from '@local-llm-chat/core/agent';
import { LitElement, type PropertyDeclarations } from 'lit';
import type { Suggestion } from './composer-context.js';
import { isOtherModel } from './engine-settings.js';
import type { KnowledgeSetting } from './knowledge/site-knowledge.js';
import type { TextOverrides } from './language-controller.js';
import type { MessageAvatar, RenderMessage } from './messages/list-access.js';
import type { TasksSetting } from './tasks/tasks-setting.js';
import type { ThreadsForm } from './threads/conversations.js';
import type { AgentSettings } from './tools/agent-settings.js';

/** The settings of one chat, whatever draws it. */
export class ChatSettings extends LitElement {
  static override properties: PropertyDeclarations = {
    model: { hasChanged: isOtherModel },
    engine: {},
    density: { reflect: true },
    system: {},
    request: { attribute: false },
    autoload: { type: Boolean },
    workerMode: { attribute: 'worker-mode' },
    enginesUrl: { attribute: 'engines-url' },
    share: {},
    contextWindow: { type: Number, attribute: 'context-window' },
    placeholder: {},
    heading: {},
    texts: { attribute: false },
    llm: { attribute: false },
    history: {},
    historyName: { attribute: 'history-name' },
    threads: {},
    feedback: { type: Boolean },
    math: { type: Boolean },
    imageOrigins: { attribute: 'image-origins' },
    runCode: { type: Boolean, attribute: 'run-code' },
    messageAvatar: { attribute: false },
    renderMessage: { attribute: false },
    attachments: {},
    pageContext: { attribute: 'page-context' },
    dictation: { type: Boolean },
    readAloud: { type: Boolean, attribute: 'read-aloud' },
    suggestions: { attribute: false },
    tasks: { type: Boolean },
    tools: { attribute: false },
    agent: { attribute: false },
    knowledge: {},
  };

  /**
   * Which model: a catalogue id, or the URL of a GGUF file, of a manifest (`.json`) or of an MLC folder; as a
   * property also a record or a list of records, best first. Default: one that suits the device.
   */
  declare model: ModelChoice | undefined;
  /** `webllm` is the GPU, `wllama` the CPU. Default: `auto`, whichever works. */
  declare engine: 'auto' | 'webllm' | 'wllama' | undefined;
  /** `compact` takes less room. */
  declare density: 'compact' | undefined;
  /** What the model is told before the conversation. */
  declare system: string | undefined;
  /** Sampling and limits of every answer, e.g. `{ temperature: 0.2, maxTokens: 300 }`. */
  declare request: ChatOptions['request'] | undefined;
  /** Downloads and starts the model without asking the visitor first. */
  declare autoload: boolean;
  /** How the engine's worker starts: `blob` on hosts that can send no headers. Default: `auto`. */
  declare workerMode: WorkerMode | undefined;
  /** The folder of the engine files, when they are not beside this script. */
  declare enginesUrl: string | undefined;
  /** Who shares one loaded model: all tabs of the `site` (default), the elements of this `tab`, or `none`. */
  declare share: LocalLLMOptions['share'];
  /**
   * Tokens that prompt and answer may have together. More of a conversation is remembered with more, which takes memory,
   * and a slow processor long to read. Default: the model's length, at most 4,096.
   */
  declare contextWindow: number | undefined;
  /** The hint in the empty message field. */
  declare placeholder: string | undefined;
  /** The title above the conversation; empty for none. */
  declare heading: string | undefined;
  /**
   * Words of your own: ICU messages by the key of a text, as the guide "Languages" lists them, or a function that
   * returns the words for a key and `undefined` where the element's own are right.
   */
  declare texts: TextOverrides | undefined;
  /** A model to use instead of making one, e.g. one that several elements share. It is never unloaded here. */
  declare llm: LocalLLM | undefined;
  /**
   * Where conversations are kept: in `memory` (default) they last as long as the page; on the `device` they are kept
   * in this browser, sealed, until the visitor deletes them. Nothing leaves the device either way.
   */
  declare history: 'memory' | 'device' | undefined;
  /** Conversations of another name are others, e.g. of another user of the site. Default: `chat`. */
  declare historyName: string | undefined;
  /**
   * Where the list of conversations stands. `auto` (default): beside a chat that is wide enough, else over it;
   * `sidebar`: the same, and there from the start; `sheet`: always over it; `none`: nowhere, the page has its own.
   */
  declare threads: ThreadsForm | undefined;
  /** Lets the visitor rate answers; the page hears of it by `llm-feedback`. */
  declare feedback: boolean;
  /** Sets formulas between dollar signs in answers, `$…$` and `$$…$$`, as such. */
  declare math: boolean;
  /**
   * Origins that images in answers may be loaded from, with spaces between them; as a property also a list. With a `?` at
   * its end, as in `https://images.example?`, one may be sent queries and long paths too. Default: none, images are named.
   */
  declare imageOrigins: string | readonly string[] | undefined;
  /**
   * Offers to run JavaScript that answers contain, in a sandbox without page, network or storage, and shows its output:
   * lines, tables and small charts.
   */
  declare runCode: boolean;
  /**
   * A picture beside each message: a node, which is copied for each, or a Lit template; nothing for none. Keep the
   * function the same from update to update, or all messages are drawn anew.
   */
  declare messageAvatar: MessageAvatar | undefined;
  /**
   * Draws what a message holds: given the message and what the element would draw, returns what Lit can draw, such as
   * that with something around it. Keep the function the same from update to update.
   */
  declare renderMessage: RenderMessage | undefined;
  /** Whether files can be given along with a question: `on` (default) or `off`. They are read on the device. */
  declare attachments: 'on' | 'off' | undefined;
  /**
   * What of the page around the chat the visitor may give along: `selection`, `page`, or both with a space between
   * them. It is taken when the visitor asks for it, and shown before it is sent. Default: nothing.
   */
  declare pageContext: 'selection' | 'page' | 'selection page' | (string & {}) | undefined;
  /**
   * Offers to speak instead of typing, in browsers that turn speech into text on the device; in others there is no
   * such button, as they would send what they hear to a server.
   */
  declare dictation: boolean;
  /** Offers to read answers aloud, with voices that are on the device; without one there is no such entry in the menu. */
  declare readAloud: boolean;
  /** Questions to begin with, shown until something is said: texts, or short labels for longer ones. */
  declare suggestions: readonly Suggestion[] | undefined;
  /**
   * Offers to summarise, explain, translate, or make a table of each text that is given along, in a menu on its chip. As a
   * property also a list: names of ready tasks (`summarize`, `explain`, `extract-table`, `translate`) and tasks of your
   * own, in the order of the menu. Default: no menu.
   */
  declare tasks: TasksSetting;
  /**
   * What the assistant can use for its answers, made by `defineTool` of `@local-llm-chat/core/agent` or ready in
   * `@local-llm-chat/core/agent/tools`. The visitor is asked where the policy says so. Keep the tools the same from update
   * to update: with others a conversation has another agent. Default: none.
   */
  declare tools: readonly Tool[] | undefined;
  /** Limits of the work with tools for one answer, and the site's own addresses. */
  declare agent: AgentSettings | undefined;
  /**
   * Documents that questions are answered from, and from nothing else: the address of an index that
   * `npx @local-llm-chat/indexer` has made; as a property also what `createKnowledge` of `@local-llm-chat/core/knowledge`
   * gives. Answers cite their sources. With `tools` these are asked where the documents do not say. Default: none.
   */
  declare knowledge: KnowledgeSetting | undefined;

  constructor() {
    super();
    this.autoload = false;
    this.feedback = false;
    this.math = false;
    this.runCode = false;
    this.dictation = false;
    this.tasks = false;
    this.tools = [];
    this.readAloud = false;
  }
}
