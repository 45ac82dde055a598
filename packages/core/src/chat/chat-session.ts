/** One conversation with a model: what the user does goes in, a state that can be shown comes out. */
import { LocalLLMError, toLocalLLMError } from '../errors.js';
import { maxTokensFor } from '../generate.js';
import {
  type ChatMessage,
  canContinue,
  type MessagePart,
  type MessageTask,
  type MessageTree,
  messageFiles,
  messageText,
} from '../messages.js';
import { createStore, type ReadableStore } from '../store.js';
import {
  type ChatDependencies,
  type ChatOptions,
  draftOf,
  EMPTY_DRAFT,
  type MergeOptions,
  type MessageDraft,
  partsOf,
  randomId,
} from './chat-options.js';
import { type ChatState, type ChatStatus, initialChatState, reduceChat } from './chat-state.js';
import { byteLength, type ContextUse, roughTokens, TOKENS_PER_BYTE } from './context-use.js';
import { DeletedMessages } from './deleted-messages.js';
import { type Answering, answeringNow, loadAnswering } from './lazy-answering.js';
import { mergeMessages, newestLeaf, repairTree, shownBranch, withChanged, withMessages } from './message-tree.js';
import type { FittedPrompt } from './prompt.js';
import type { TokenRate } from './token-rate.js';

/**
 * A conversation. Errors are state, on the message they hit; `send`, `edit`, `retry` and `continue` do not reject for
 * them. Messages form a tree: what is asked or answered once more stands beside what is there, as a branch.
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
  /** Answers whose thought was begun by the model's template. */
  readonly #openedByTemplate = new Set<string>();
  #options: ChatOptions;
  #deleted = new DeletedMessages();
  #rate: TokenRate | null = null;
  #turn: AbortController | null = null;

  constructor(dependencies: ChatDependencies, options: ChatOptions = {}) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.#show(repairTree(options.restore ?? initialChatState.tree));
  }

  readonly getSnapshot = (): ChatState => this.#store.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Changes the settings; the next turn uses them. */
  configure(options: ChatOptions): void {
    this.#options = options;
    const { status } = this.getSnapshot();
    if (status === 'idle') this.#store.dispatch({ type: 'context-change', context: this.measure() });
  }

  /**
   * Sends a message and resolves when the answer has ended, whichever way. Files are read by the model before the
   * text, as much of them as fits: see `context` of the state. A `task` is done by `runTask` of the settings.
   *
   * @throws LocalLLMError `invalid-request` for an empty text without files, `busy` while an answer runs.
   */
  async send(message: string | MessageDraft): Promise<void> {
    const { tree } = this.getSnapshot();
    await this.#ask(draftOf(message), tree.leafId);
  }

  /**
   * Asks another question in the place of one, with another answer: a branch. The files stay unless there are others. A
   * question for a task that is put into other words is a plain question.
   *
   * @throws LocalLLMError `invalid-request` for what is no message of the user's, or empty; `busy` while an answer runs.
   */
  async edit(messageId: string, message: string | MessageDraft): Promise<void> {
    const before = this.#find(messageId, 'user');
    const { text, files = messageFiles(before), task } = draftOf(message);
    const isSame = text === messageText(before) && files.length > 0;
    await this.#ask({ text, files, task: task ?? (isSame ? before.task : undefined) }, before.parentId);
  }

  /**
   * Asks for another answer beside the one there is: a branch. One without a word is replaced.
   *
   * @param messageId an answer, or a question; default: the last message.
   * @throws LocalLLMError `invalid-request` when nothing was asked yet, `busy` while an answer runs.
   */
  async retry(messageId?: string): Promise<void> {
    const { tree } = this.getSnapshot();
    const target = this.#find(messageId ?? tree.leafId);
    const question = target.role === 'user' ? target : this.#find(target.parentId, 'user');
    this.#refuseWhileBusy();
    const answer = this.#newMessage('assistant', question.id, [], question.task);
    const hasContent = target.parts.some(({ type, text }) => type === 'tool' || text.trim() !== '');
    const isInVain = target.role === 'assistant' && !hasContent;
    if (isInVain && newestLeaf(tree.messages, target.id) === target.id) {
      const inItsPlace = withChanged(tree, { ...answer, id: target.id });
      await this.#run({ ...inItsPlace, leafId: target.id });
    } else await this.#run(withMessages(tree, answer));
  }

  /**
   * Goes on with the last answer where it was cut off: by a stop, a length limit or a failure.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer, `busy` while one runs.
   */
  async continue(): Promise<void> {
    const { messages, tree } = this.getSnapshot();
    const last = messages.at(-1);
    if (last === undefined || !canContinue(last)) {
      throw new LocalLLMError('invalid-request', 'There is no answer that could go on.');
    }
    this.#refuseWhileBusy();
    // Why it ended is no longer true; what it has said stays.
    const { error: _error, finishReason: _reason, ...rest } = last;
    await this.#run(withChanged(tree, { ...rest, status: 'pending' }), true);
  }

  /** Stops the running answer; what it has said stays. Does nothing when none runs. */
  stop(): void {
    this.#turn?.abort();
  }

  /**
   * Shows another one of the messages that stand in one place, and the newest of what followed it.
   *
   * @param index which one, from 0 on, as in `branches` of the state.
   * @throws LocalLLMError `invalid-request` when there is no such branch, `busy` while an answer runs.
   */
  showBranch(messageId: string, index: number): void {
    const { tree } = this.getSnapshot();
    const { parentId } = this.#find(messageId);
    const wanted = tree.messages.filter((message) => message.parentId === parentId)[index];
    if (wanted === undefined) throw new LocalLLMError('invalid-request', 'There is no such branch.');
    this.#refuseWhileBusy();
    this.#show({ ...tree, leafId: newestLeaf(tree.messages, wanted.id) });
  }

  /**
   * Deletes a message; what followed it follows what was before it.
   *
   * @returns a function that puts the message back.
   * @throws LocalLLMError `invalid-request` when there is no such message, `busy` while an answer runs.
   */
  delete(messageId: string): () => void {
    const message = this.#find(messageId);
    this.#refuseWhileBusy();
    const deleted = this.#deleted;
    this.#show(deleted.remove(this.getSnapshot().tree, message));
    return () => {
      // After `clear` there is nothing to put it back to.
      if (this.#deleted !== deleted || !deleted.has(messageId)) return;
      const { tree, status } = this.getSnapshot();
      const { messages, leafId } = deleted.putBack(tree, messageId);
      this.#show({ messages, leafId: status === 'idle' ? leafId : tree.leafId });
    };
  }

  /**
   * Keeps what the user thinks of an answer; `null` takes it back.
   *
   * @throws LocalLLMError `invalid-request` when there is no such answer.
   */
  rate(messageId: string, rating: 'good' | 'bad' | null): void {
    const { rating: _rating, ...message } = this.#find(messageId, 'assistant');
    this.#show(withChanged(this.getSnapshot().tree, rating === null ? message : { ...message, rating }));
  }

  /**
   * Takes in messages of this conversation that were written elsewhere, as by another tab. Unknown ones join, known
   * ones change, except the one that is being written here and those that were deleted. Nothing else is shown
   * than before, unless they go on from the end of what is. What was deleted elsewhere goes here, too, and what is
   * there again comes back, with what followed it.
   */
  merge(messages: readonly ChatMessage[], { deleted = [], restored = [] }: MergeOptions = {}): void {
    const { tree: before, status } = this.getSnapshot();
    const ownId = status === 'idle' ? null : before.leafId;
    let tree = before;
    for (const { id, parentId } of deleted) {
      if (id === ownId) continue;
      const message = tree.messages.find((known) => known.id === id);
      if (message !== undefined) tree = this.#deleted.remove(tree, message);
      this.#deleted.note(id, parentId);
    }
    for (const id of restored) tree = this.#deleted.putBack(tree, id);
    const others = messages.filter(({ id }) => !this.#deleted.has(id)).map((message) => this.#deleted.adopt(message));
    tree = this.#deleted.attachAll(mergeMessages(tree, others, ownId));
    if (tree === before) return;
    this.#show({ ...tree, leafId: status === 'idle' ? newestLeaf(tree.messages, tree.leafId) : before.leafId });
  }

  /**
   * What the next request would use of the context window, with a draft or without. Where nothing was loaded or asked
   * yet it is roughly that: what measures is then on its way, and `context` of the state changes when it has come.
   */
  measure(draft: MessageDraft = {}): ContextUse {
    return this.#measure(this.getSnapshot().messages, draft);
  }

  /** About how many tokens a text needs: an estimate on the safe side, better after each answer. */
  countTokens(text: string): number {
    return Math.ceil(byteLength(text) * (this.#rate?.tokensPerByte ?? TOKENS_PER_BYTE));
  }

  /** Stops, and forgets the conversation. */
  clear(): void {
    this.#turn?.abort();
    this.#turn = null;
    this.#deleted = new DeletedMessages();
    this.#openedByTemplate.clear();
    this.#show(initialChatState.tree, 'idle');
  }

  async #ask({ text = '', files = [], task }: MessageDraft, parentId: string | null): Promise<void> {
    if (text.trim() === '' && files.length === 0) {
      throw new LocalLLMError('invalid-request', 'There is nothing to send.');
    }
    this.#refuseWhileBusy();
    const user = this.#newMessage('user', parentId, partsOf(text, files), task);
    const answer = this.#newMessage('assistant', user.id, [], task);
    await this.#run(withMessages(this.getSnapshot().tree, user, answer));
  }

  /** Lets the model write the last message that is shown by this tree. */
  async #run(tree: MessageTree, goesOn = false): Promise<void> {
    const turn = new AbortController();
    this.#turn = turn;
    // After `clear` the turn is nobody's: what still arrives of it is dropped.
    const isMine = () => this.#turn === turn;
    this.#show(tree, 'waiting');
    try {
      await this.#write(tree, goesOn, turn.signal, isMine);
    } catch (error) {
      const change = { status: 'failed', error: toLocalLLMError(error) } as const;
      if (isMine()) this.#store.dispatch({ type: 'answer-change', change });
    }
    if (!isMine()) return;
    this.#turn = null;
    this.#store.dispatch({ type: 'context-change', context: this.measure() });
  }

  async #write(tree: MessageTree, goesOn: boolean, signal: AbortSignal, isMine: () => boolean): Promise<void> {
    const answering = answeringNow() ?? (await loadAnswering());
    this.#rate ??= new answering.TokenRate();
    const branch = shownBranch(tree);
    const { id = '', parts = [], task } = branch.at(-1) ?? {};
    const onChange = (change: Partial<ChatMessage>) => {
      if (isMine()) this.#store.dispatch({ type: 'answer-change', change });
    };
    if (task !== undefined) {
      const [question] = branch.slice(-2);
      await answering.performTask({
        task,
        files: question ? messageFiles(question) : [],
        run: this.#options.runTask,
        signal,
        onChange,
        onProgress: (progress) => {
          if (isMine()) this.#store.dispatch({ type: 'progress-change', progress });
        },
      });
      return;
    }
    const history = goesOn ? branch : branch.slice(0, -1);
    const isOpenedByTemplate = await answering.writeAnswer({
      parts,
      fit: () => this.#fit(answering, history),
      request: { ...this.#options.request, maxTokens: this.#windows().answerTokens },
      generate: this.#options.generate ?? this.#dependencies.generate,
      rate: this.#rate,
      signal,
      now: this.#dependencies.now ?? Date.now,
      onFit: (prompt) => {
        if (isMine()) this.#store.dispatch({ type: 'context-change', context: this.#use(prompt) });
      },
      onChange,
    });
    if (isOpenedByTemplate) this.#openedByTemplate.add(id);
  }

  #fit({ fitPrompt, TokenRate: Rate }: Answering, history: readonly ChatMessage[]): FittedPrompt {
    const { windowTokens, answerTokens } = this.#windows();
    this.#rate ??= new Rate();
    return fitPrompt(history, {
      system: this.#system,
      budget: windowTokens - answerTokens,
      tokensPerByte: this.#rate.tokensPerByte,
      isOpenedByTemplate: this.#openedByTemplate.has(history.at(-1)?.id ?? ''),
    });
  }

  get #system(): string {
    return this.#options.system?.trim() ?? '';
  }

  #windows(): Pick<ContextUse, 'windowTokens' | 'answerTokens'> {
    const windowTokens = this.#dependencies.contextWindow();
    const wish = maxTokensFor(this.#options.request?.maxTokens, windowTokens);
    // At least half of the window is left to the conversation.
    return { windowTokens, answerTokens: Math.min(wish, Math.floor(windowTokens / 2)) };
  }

  #measure(shown: readonly ChatMessage[], { text = '', files = [] }: MessageDraft = {}): ContextUse {
    const history = [...shown, { ...EMPTY_DRAFT, parts: partsOf(text, files) }];
    const answering = answeringNow();
    if (answering !== null) return this.#use(this.#fit(answering, history));
    // Words alone are measured as well without it.
    if (shown.length > 0 || files.length > 0) void this.#measureLater();
    const promptTokens = roughTokens(this.#system, history);
    return this.#use({ promptTokens, omittedMessages: 0, cutFiles: [] });
  }

  async #measureLater(): Promise<void> {
    try {
      await loadAnswering();
      if (this.getSnapshot().status === 'idle') this.configure(this.#options);
    } catch {
      // The next question says what is wrong.
    }
  }

  #use({ promptTokens, omittedMessages, cutFiles }: Omit<ContextUse, 'windowTokens' | 'answerTokens'>): ContextUse {
    return { ...this.#windows(), promptTokens, omittedMessages, cutFiles };
  }

  #show(tree: MessageTree, status: ChatStatus = this.getSnapshot().status): void {
    const context = status === 'idle' ? this.#measure(shownBranch(tree)) : this.getSnapshot().context;
    this.#store.dispatch({ type: 'conversation-change', tree, status, context });
  }

  #refuseWhileBusy(): void {
    if (this.getSnapshot().status !== 'idle') throw new LocalLLMError('busy', 'An answer is already being written.');
  }

  #find(messageId: string | null, role?: ChatMessage['role']): ChatMessage {
    const message = this.getSnapshot().tree.messages.find(({ id }) => id === messageId);
    if (message === undefined || (role !== undefined && message.role !== role)) {
      throw new LocalLLMError('invalid-request', `There is no such ${role ?? ''} message.`.replace('  ', ' '));
    }
    return message;
  }

  #newMessage(
    role: ChatMessage['role'],
    parentId: string | null,
    parts: readonly MessagePart[] = [],
    task?: MessageTask,
  ): ChatMessage {
    const { createId = randomId, now = Date.now, modelName } = this.#dependencies;
    const model = role === 'assistant' ? modelName?.() : undefined;
    return {
      id: createId(),
      role,
      parentId,
      createdAt: now(),
      parts,
      status: role === 'user' ? 'complete' : 'pending',
      ...(model === undefined ? {} : { model }),
      ...(task === undefined ? {} : { task }),
    };
  }
}
