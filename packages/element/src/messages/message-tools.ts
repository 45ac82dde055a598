/** All that can be done with the messages of one list. */
import type { ChatMessage, ChatSession, FilePart } from '@local-llm-chat/core';
import { messageFiles, messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { LLMFeedbackEvent } from '../events.js';
import { deleteIcon, retryIcon } from '../icons.js';
import { markdownIcon } from '../late-icons.js';
import { enMessages } from '../locales/en-messages.js';
import { enTasks } from '../locales/en-tasks.js';
import { addEnglish } from '../locales/english.js';
import { Menu, type MenuItem } from '../menu.js';
import { type ListAccess, messageElement } from './list-access.js';
import { type ActionsContext, answerActions, questionActions } from './message-actions.js';
import { messageDetails, spokenDetails } from './message-details.js';
import { focusEditor, messageEditor } from './message-editor.js';
import { cutShares, FileDialog, fileChips } from './message-files.js';
import { MessageFocus } from './message-focus.js';
import { infoIcon } from './message-icons.js';
import { MessageKnowledge } from './message-knowledge.js';
import { MessageSteps } from './message-steps.js';
import { adoptMessageStyles } from './messages.styles.js';
import { plainText, spokenText } from './shown-text.js';
import { SpokenAnswer } from './spoken-answer.js';
import { SpokenProgress } from './spoken-progress.js';
import { taskProgress } from './task-progress.js';
import { thoughts } from './thoughts.js';
import { UndoLine } from './undo-line.js';
import { withoutCitations } from './without-citations.js';

addEnglish({ ...enMessages, ...enTasks });

/** How long a button says that it has copied. */
const COPIED_MS = 2000;
const NONE: ReadonlySet<number> = new Set();

function isRunning({ status }: ChatMessage): boolean {
  return status === 'pending' || status === 'streaming';
}

/** What the visitor has made of a message. Never changed in place. */
interface MessageUi {
  readonly isCopied?: boolean;
  readonly hasDetails?: boolean;
  readonly openThoughts?: ReadonlySet<number>;
  /** It is being edited, with these files. */
  readonly files?: readonly FilePart[];
}

/** The tools of one list. */
export class MessageTools {
  readonly #list: ListAccess;
  readonly #ui = new Map<string, MessageUi>();
  readonly menu: Menu;
  readonly focus: MessageFocus;
  readonly steps: MessageSteps;
  readonly knowledge: MessageKnowledge;
  readonly #file: FileDialog;
  readonly #undo: UndoLine;
  readonly #spoken = new SpokenAnswer();
  readonly #spokenProgress = new SpokenProgress();
  /** The messages as they were after the deletion that can be undone. */
  #afterDeletion: readonly ChatMessage[] = [];
  #editorToFocus: string | null = null;

  constructor(list: ListAccess) {
    this.#list = list;
    this.menu = new Menu(list.host, { edge: 'start', side: 'below' });
    this.focus = new MessageFocus(list);
    this.steps = new MessageSteps(list, this.focus);
    this.knowledge = new MessageKnowledge(list);
    this.#file = new FileDialog(list);
    this.#undo = new UndoLine(list);
    adoptMessageStyles(list.host.renderRoot);
  }

  /** All that a message is drawn with besides itself: it is drawn again when one of these has changed. */
  dependencies(message: ChatMessage): readonly unknown[] {
    const chat = this.#list.chat();
    const place = chat.branches.get(message.id);
    const { hasFeedback } = this.#list.context();
    const progress = isRunning(message) ? chat.progress : null;
    const steps = this.steps.dependencies(message);
    return [
      this.#ui.get(message.id),
      place?.index,
      place?.count,
      cutShares(message, chat),
      hasFeedback,
      progress,
      ...steps,
      ...this.knowledge.dependencies(message),
    ];
  }

  /** True while a question is being edited. */
  isEdited(id: string): boolean {
    return this.#ui.get(id)?.files !== undefined;
  }

  /** The field in the place of a question that is being edited; else `null`. */
  editor(message: ChatMessage): TemplateResult | null {
    const files = this.#ui.get(message.id)?.files;
    if (files === undefined) return null;
    const { texts, messageLang } = this.#list.context();
    return messageEditor(message, {
      texts,
      messageLang,
      files,
      onRemoveFile: (file) => {
        this.#set(message.id, { files: files.filter((other) => other !== file) });
        this.#editorToFocus = message.id;
      },
      onSave: (text) => this.#save(message, text, files),
      onCancel: () => {
        this.#set(message.id, { files: undefined });
        this.focus.moveTo(message.id, '.edit');
      },
    });
  }

  /** The files of a question. */
  files(message: ChatMessage): TemplateResult | typeof nothing {
    const { texts } = this.#list.context();
    return fileChips(message, { texts, chat: this.#list.chat(), onOpen: this.#file.open });
  }

  /** How far the task has come that this answer is the result of. */
  progress(message: ChatMessage): TemplateResult | typeof nothing {
    return isRunning(message) ? taskProgress(this.#list.chat().progress, this.#list.context().texts) : nothing;
  }

  /** What the model thought. */
  thoughts(message: ChatMessage, isTainted: boolean): readonly TemplateResult[] {
    const { texts, messageLang, hasFormulas } = this.#list.context();
    return thoughts(message, {
      texts,
      messageLang,
      hasFormulas,
      isTainted,
      open: this.#ui.get(message.id)?.openThoughts ?? NONE,
      onToggle: (index, isOpen) => {
        const open = new Set(this.#ui.get(message.id)?.openThoughts);
        if (open.has(index) === isOpen) return;
        if (isOpen) open.add(index);
        else open.delete(index);
        this.#set(message.id, { openThoughts: open });
      },
    });
  }

  /** What can be done, and below it the details where they were asked for. */
  actions(message: ChatMessage, canRetry: boolean): readonly (TemplateResult | typeof nothing)[] {
    const { texts, hasFeedback, onRetry, onContinue } = this.#list.context();
    const ui = this.#ui.get(message.id);
    const context: ActionsContext = {
      texts,
      canRetry,
      hasFeedback,
      isCopied: ui?.isCopied === true,
      place: this.#list.chat().branches.get(message.id),
      onCopy: () => void this.#copy(message, false),
      onRetry,
      onContinue,
      onEdit: () => this.edit(message),
      onDelete: () => this.#delete(message),
      onMore: (opener) => this.menu.open(opener, this.#items(message.id)),
      onRate: (rating) => this.#rate(message, rating),
      onBranch: (step) => this.#showBranch(message.id, step, step < 0 ? '.previous' : '.next'),
    };
    if (message.role === 'user') return [questionActions(message, context)];
    return [answerActions(message, context), ui?.hasDetails ? messageDetails(message, texts) : nothing];
  }

  /** Says from where on the model reads, and why. */
  divider(): TemplateResult {
    const { t, locale } = this.#list.context().texts;
    const tokens = new Intl.NumberFormat(locale).format(this.#list.chat().context.windowTokens);
    return html`
      <div class="omitted" part="omitted">
        <details>
          <summary><span>${t('log.omitted')}</span> <span class="link">${t('omitted.why')}</span></summary>
          <p>${t('omitted.rule', { tokens })}</p>
        </details>
      </div>
    `;
  }

  /** What lies over the list. */
  render(): TemplateResult {
    return html`${this.menu.render()}${this.#undo.render()}${this.#file.render()}`;
  }

  /** After the list was drawn. */
  updated(): void {
    const { messages, tree, progress } = this.#list.chat();
    const piece = this.#spokenProgress.next(progress, this.#list.context().texts);
    if (piece !== null) this.#announce(piece);
    if (messages.length === 0) this.#ui.clear();
    if (this.#undo.isShown && tree.messages !== this.#afterDeletion) this.#undo.hide();
    this.menu.updated();
    this.#file.updated();
    this.steps.updated();
    this.focus.updated();
    const edited = this.#editorToFocus && messageElement(this.#list.column(), this.#editorToFocus);
    if (edited) focusEditor(edited);
    this.#editorToFocus = null;
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const target = event.target as HTMLElement;
    if (isUndo && this.#undo.isShown && target.tagName !== 'TEXTAREA') {
      event.preventDefault();
      this.#undo.undo();
      return;
    }
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
    const message = target.closest<HTMLElement>('.message');
    if (step === null || message === null || event.altKey || event.ctrlKey || event.metaKey) {
      this.focus.onKeydown(event);
      return;
    }
    const inBranches = target.closest('.branches') !== null;
    if (target !== message && !inBranches) return;
    const isMirrored = getComputedStyle(message).direction === 'rtl';
    const selector = inBranches ? `.${target.classList.contains('previous') ? 'previous' : 'next'}` : '';
    const towards = (isMirrored ? -step : step) as -1 | 1;
    if (this.#showBranch(message.dataset['id'] ?? '', towards, selector)) event.preventDefault();
  };

  /** Puts a question into a field in its place. */
  edit(message: ChatMessage): void {
    if (this.#list.chat().status !== 'idle') return;
    // One at a time.
    for (const [id, { files }] of this.#ui) if (files !== undefined) this.#set(id, { files: undefined });
    this.#set(message.id, { files: messageFiles(message) });
    this.#editorToFocus = message.id;
  }

  /** The same with the last one. False when that cannot be done now. */
  editLast(): boolean {
    const { messages, status } = this.#list.chat();
    const last = messages.findLast(({ role }) => role === 'user');
    if (last === undefined || status !== 'idle') return false;
    this.edit(last);
    return true;
  }

  /** What is to be said of an answer now; `null` for nothing. */
  speak(message: ChatMessage): string | null {
    const { texts } = this.#list.context();
    const isFinal = !isRunning(message);
    // What a task has so far is not the beginning of its result.
    if (!isFinal && message.task !== undefined) return null;
    if (!isFinal && this.#spoken.isEarly(message.id)) return null;
    const shown = messageElement(this.#list.column(), message.id)?.querySelector('.answer-text');
    if (!shown) return null;
    const read = spokenText(shown, texts, isFinal);
    // Marks of sources are text as long as what draws them is on its way.
    const text = withoutCitations(read, message);
    const piece = this.#spoken.next(message.id, text, isFinal, texts.locale);
    if (piece === null) return null;
    const said = piece.isFirst ? texts.t('announce.answer', { text: piece.text }) : piece.text;
    const end = [said, ...(piece.isFirst ? [] : [texts.t('announce.complete')]), this.knowledge.spoken(message)];
    return isFinal ? end.filter((one) => one !== '').join(' ') : said;
  }

  #items(id: string): readonly MenuItem[] {
    const { texts, canAnswer, moreItems } = this.#list.context();
    const { messages, status } = this.#list.chat();
    const message = messages.find((other) => other.id === id);
    if (message === undefined) return [];
    const { t } = texts;
    const isIdle = status === 'idle';
    const hasDetails = this.#ui.get(id)?.hasDetails === true;
    const item = (key: string, label: string, icon: TemplateResult, run: () => void): MenuItem => ({
      key,
      label,
      icon,
      run,
    });
    return [
      ...(messageText(message) === ''
        ? []
        : [item('copy-markdown', t('message.copy-markdown'), markdownIcon, () => void this.#copy(message, true))]),
      ...(isIdle && canAnswer ? [item('again', t('message.again'), retryIcon, () => this.#again(id))] : []),
      ...(moreItems?.(message) ?? []),
      item('details', t(hasDetails ? 'message.hide-details' : 'button.details'), infoIcon, () => {
        this.#set(id, { hasDetails: !hasDetails });
        if (!hasDetails) this.#announce(spokenDetails(message, texts));
      }),
      ...(isIdle
        ? [{ ...item('delete', t('button.delete'), deleteIcon, () => this.#delete(message)), isDanger: true }]
        : []),
    ];
  }

  async #copy(message: ChatMessage, asMarkdown: boolean): Promise<void> {
    const shown = messageElement(this.#list.column(), message.id)?.querySelector('.answer-text');
    const text = asMarkdown || message.role === 'user' || !shown ? messageText(message) : plainText(shown);
    try {
      await navigator.clipboard.writeText(text + this.knowledge.copied(message, asMarkdown));
    } catch {
      return; // Not allowed here; the text can still be selected.
    }
    this.#set(message.id, { isCopied: true });
    this.#announce(this.#list.context().texts.t('message.copied'));
    setTimeout(() => this.#set(message.id, { isCopied: undefined }), COPIED_MS);
  }

  #again(id: string): void {
    this.#list.scrollToEnd();
    this.#run((session) => session.retry(id));
    this.#leave();
  }

  #save(message: ChatMessage, text: string, files: readonly FilePart[]): void {
    if (this.#list.chat().status !== 'idle') return;
    this.#set(message.id, { files: undefined });
    this.#list.scrollToEnd();
    this.#run((session) => session.edit(message.id, { text, files }));
    this.#leave();
  }

  #delete({ id }: ChatMessage): void {
    const { session, texts } = this.#list.context();
    const { messages, status } = this.#list.chat();
    if (session === null || status !== 'idle') return;
    const index = messages.findIndex((message) => message.id === id);
    const neighbour = messages[index + 1] ?? messages[index - 1];
    const undo = session.delete(id);
    this.#afterDeletion = session.getSnapshot().tree.messages;
    this.#undo.show(() => {
      undo();
      this.#announce(texts.t('deleted.undone'));
      this.focus.moveTo(id);
    });
    this.#announce(texts.t('deleted.announce'));
    if (neighbour === undefined) this.#leave();
    else this.focus.moveTo(neighbour.id);
  }

  #rate({ id, rating: before }: ChatMessage, pressed: 'good' | 'bad'): void {
    const { session, texts } = this.#list.context();
    const rating = pressed === before ? null : pressed;
    if (session === null) return;
    session.rate(id, rating);
    const message = session.getSnapshot().tree.messages.find((other) => other.id === id);
    if (message) this.#list.host.dispatchEvent(new LLMFeedbackEvent(message, rating));
    this.#announce(texts.t(rating === null ? 'message.unrated' : 'message.rated'));
  }

  /** @param selector what has the focus in the message, and gets it in the one that takes its place. */
  #showBranch(id: string, step: -1 | 1, selector: string): boolean {
    const { session, texts } = this.#list.context();
    const { branches, status, tree } = this.#list.chat();
    const place = branches.get(id);
    const index = (place?.index ?? 0) + step;
    if (session === null || status !== 'idle' || place === undefined || index < 0 || index >= place.count) return false;
    const parentId = tree.messages.find((message) => message.id === id)?.parentId;
    const next = tree.messages.filter((message) => message.parentId === parentId)[index];
    session.showBranch(id, index);
    if (next) this.focus.moveTo(next.id, selector);
    this.#announce(texts.t('branches.label', { index: index + 1, count: place.count }));
    return true;
  }

  /** What goes wrong with an answer is shown in its message. */
  #run(act: (session: ChatSession) => Promise<void>): void {
    const { session } = this.#list.context();
    if (session !== null) void act(session).catch(() => undefined);
  }

  /** On to where the visitor writes, once the list is drawn without what had the focus. */
  #leave(): void {
    void this.#list.host.updateComplete.then(() => this.#list.context().leave());
  }

  #announce(text: string): void {
    this.#list.context().announce(text);
  }

  #set(id: string, change: { readonly [Key in keyof MessageUi]?: MessageUi[Key] | undefined }): void {
    const { isCopied, hasDetails, openThoughts, files } = { ...this.#ui.get(id), ...change };
    this.#ui.set(id, {
      ...(isCopied === undefined ? {} : { isCopied }),
      ...(hasDetails === undefined ? {} : { hasDetails }),
      ...(openThoughts === undefined ? {} : { openThoughts }),
      ...(files === undefined ? {} : { files }),
    });
    this.#list.host.requestUpdate();
  }
}
