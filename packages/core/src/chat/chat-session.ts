/** One conversation with a model: what the user does goes in, a state that can be shown comes out. */
import { LocalLLMError, toLocalLLMError } from '../errors.js';
import { type Generate, type GenerateRequest, maxTokensFor } from '../generate.js';
import { type ChatMessage, canContinue } from '../messages.js';
import { createStore, type ReadableStore } from '../store.js';
import { type ChatAction, type ChatState, initialChatState, reduceChat } from './chat-state.js';
import { fitPrompt } from './prompt.js';

/** Settings of a conversation. */
export interface ChatOptions {
  /** What the model is told before the conversation. Default: none. */
  readonly system?: string;
  /** Sampling and limits for every answer. */
  readonly request?: Omit<GenerateRequest, 'messages'>;
}

/** What a session needs of the world. */
export interface ChatDependencies {
  readonly generate: Generate;
  /** Tokens that prompt and answer may have together, asked for at each turn. */
  readonly contextWindow: () => number;
  readonly createId?: () => string;
}

/**
 * A conversation. Errors are state, on the message they hit; `send` and `retry` do not reject for
 * them.
 *
 * @example
 * ```ts
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: 'Paris.' });
 * await llm.load();
 * const chat = llm.createChat({ system: 'Answer in one word.' });
 * chat.subscribe(() => console.log(chat.getSnapshot().status));
 * await chat.send('What is the capital of France?');
 * console.log(chat.getSnapshot().messages.length); // 2
 * ```
 */
export class ChatSession implements ReadableStore<ChatState> {
  readonly #store = createStore(initialChatState, reduceChat);
  readonly #dependencies: ChatDependencies;
  #options: ChatOptions;
  #turn: AbortController | null = null;

  constructor(dependencies: ChatDependencies, options: ChatOptions = {}) {
    this.#dependencies = dependencies;
    this.#options = options;
  }

  readonly getSnapshot = (): ChatState => this.#store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Changes the settings; the next turn uses them. */
  configure(options: ChatOptions): void {
    this.#options = options;
  }

  /**
   * Sends a message and resolves when the answer has ended, whichever way.
   *
   * @throws LocalLLMError `invalid-request` for an empty text, `busy` while an answer runs.
   */
  async send(text: string): Promise<void> {
    if (text.trim() === '') throw new LocalLLMError('invalid-request', 'There is nothing to send.');
    await this.#run({
      id: this.#createId(),
      role: 'user',
      parts: [{ type: 'text', text }],
      status: 'complete',
    });
  }

  /**
   * Asks for the last answer again, in place of the one there is.
   *
   * @throws LocalLLMError `invalid-request` when nothing was asked yet, `busy` while an answer runs.
   */
  async retry(): Promise<void> {
    if (this.getSnapshot().messages.length === 0) {
      throw new LocalLLMError('invalid-request', 'There is no answer to ask for again.');
    }
    await this.#run(null);
  }

  /**
   * Goes on with the last answer where it was cut off: by a stop, a length limit or a failure.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer, `busy` while one runs.
   */
  async continue(): Promise<void> {
    const last = this.getSnapshot().messages.at(-1);
    if (last === undefined || !canContinue(last)) {
      throw new LocalLLMError('invalid-request', 'There is no answer that could go on.');
    }
    await this.#run('continue');
  }

  /** Stops the running answer; what it has said stays. Does nothing when none runs. */
  stop(): void {
    this.#turn?.abort();
  }

  /** Stops, and forgets the conversation. */
  clear(): void {
    this.#turn?.abort();
    this.#turn = null;
    this.#store.dispatch({ type: 'clear' });
  }

  async #run(user: ChatMessage | null | 'continue'): Promise<void> {
    if (this.#turn !== null) throw new LocalLLMError('busy', 'An answer is already being written.');
    const turn = new AbortController();
    this.#turn = turn;
    const dispatch = (action: ChatAction): void => {
      // After `clear` the turn is nobody's: what still arrives of it is dropped.
      if (this.#turn === turn) this.#store.dispatch(action);
    };
    const goesOn = user === 'continue';
    dispatch(goesOn ? { type: 'turn-continue' } : { type: 'turn-start', user, assistantId: this.#createId() });
    try {
      const request = this.#request(goesOn);
      dispatch({ type: 'history-fit', omittedMessages: request.omittedMessages });
      for await (const event of this.#dependencies.generate(request.request, { signal: turn.signal })) {
        dispatch({ type: 'generation-event', event });
      }
    } catch (error) {
      dispatch({ type: 'turn-fail', error: toLocalLLMError(error) });
    } finally {
      if (this.#turn === turn) this.#turn = null;
    }
  }

  #request(goesOn: boolean): { request: GenerateRequest; omittedMessages: number } {
    const window = this.#dependencies.contextWindow();
    const { system = '', request = {} } = this.#options;
    // At least half of the window is left to the conversation.
    const maxTokens = Math.min(maxTokensFor(request.maxTokens, window), Math.floor(window / 2));
    // The answer under way is the last message: part of its own prompt only when it goes on.
    const { messages: all } = this.getSnapshot();
    const history = goesOn ? all : all.slice(0, -1);
    const { messages, omittedMessages } = fitPrompt(history, { system: system.trim(), budget: window - maxTokens });
    return { request: { ...request, maxTokens, messages }, omittedMessages };
  }

  #createId(): string {
    return this.#dependencies.createId?.() ?? randomId();
  }
}

/** `crypto.randomUUID` exists only in secure contexts; ids need not be secret. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
