/** What a composer can do besides words: attachments, the page, dictation, suggestions, the meter. Loaded when first needed. */
import type { ContextUse, FilePart } from '@local-llm-chat/core';
import { acceptedTypes } from '@local-llm-chat/core/files';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { addable, type ComposerContext, type ComposerDraft } from '../composer-context.js';
import { LateCode } from '../late-code.js';
import { pageIcon } from '../late-icons.js';
import { enComposer } from '../locales/en-composer.js';
import { addEnglish } from '../locales/english.js';
import { Menu, type MenuItem } from '../menu.js';
import type { TaskMenu } from '../tasks/task-menu.js';
import { hasTasks } from '../tasks/tasks-setting.js';
import { addButton } from './add-button.js';
import { attachmentChip } from './attachment-chip.js';
import { type Added, type Attachment, Attachments, type GivenText, MOST_FILES } from './attachments.js';
import { attachIcon, microphoneIcon, selectionIcon } from './composer-icons.js';
import { ContextMeter, isMeterShown } from './context-meter.js';
import { Dictating } from './dictating.js';
import { adoptExtrasStyles } from './extras.styles.js';
import { Incoming } from './incoming.js';
import { Measuring } from './measuring.js';
import { PageSelection } from './page-selection.js';
import { composerNotes, dropTarget, selectionOffer, speechButton, suggestionRow } from './pieces.js';

/** The composer that this belongs to. */
export interface ExtrasOwner {
  /** `null` before the composer was drawn. */
  context(): ComposerContext | null;
  draft(): ComposerDraft;
  field(): HTMLTextAreaElement | null;
  setText(text: string): void;
  /** What is attached has changed. */
  changed(): void;
  send(): void;
}

/** All of it, for one composer. */
export class Extras implements ReactiveController {
  readonly #host: LitElement;
  readonly #owner: ExtrasOwner;
  readonly #attachments: Attachments;
  readonly #menu: Menu;
  readonly #meter: ContextMeter;
  readonly #measuring: Measuring;
  readonly #incoming: Incoming;
  readonly #selection: PageSelection;
  readonly #dictating: Dictating;
  /** What can be done with each text, where the page offers that. */
  readonly #tasks: LateCode<TaskMenu>;
  /** What was last said about the message. */
  #note = '';
  /** The visitor has pressed "send" before everything was read. */
  #waits = false;
  #use: ContextUse | null = null;

  constructor(host: LitElement, owner: ExtrasOwner) {
    this.#host = host;
    this.#owner = owner;
    const update = () => host.requestUpdate();
    addEnglish(enComposer);
    adoptExtrasStyles(host.renderRoot);
    this.#attachments = new Attachments(
      (read) => this.#attachmentsChanged(read),
      () => {
        const { enginesUrl, workerMode } = owner.context()?.settings ?? {};
        return { enginesUrl, workerMode };
      },
    );
    this.#menu = new Menu(host, { edge: 'start', side: 'above' });
    this.#meter = new ContextMeter(update);
    this.#measuring = new Measuring(update);
    this.#incoming = new Incoming(host, {
      takesFiles: () => owner.context()?.settings.attachments !== 'off' && owner.field() !== null,
      addFiles: (files, hasFolder) => this.#addFiles(files, hasFolder),
      addPasted: (text) => this.#addPasted(text),
    });
    this.#selection = new PageSelection(host);
    this.#dictating = new Dictating(host, {
      text: () => owner.draft().text,
      setText: (text) => owner.setText(text),
      ended: (reason) => {
        if (reason !== 'stopped') this.#say((t) => t(`dictation.${reason}`));
      },
    });
    this.#tasks = new LateCode(host, async () => {
      const { TaskMenu } = await import('../tasks/task-menu.js');
      return new TaskMenu(host, {
        context: () => owner.context(),
        attachments: () => this.#attachments.all,
        field: () => owner.field(),
        take: ({ id }) => {
          this.#waits = false;
          this.#attachments.remove(id);
        },
      });
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#incoming.connect();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#selection.watch(false);
    this.#dictating.stop(false);
    this.#measuring.stop();
    this.#incoming.disconnect();
  }

  /** What can be sent now. */
  get files(): readonly FilePart[] {
    return this.#attachments.files;
  }

  get isReading(): boolean {
    return this.#attachments.isReading;
  }

  /** What the field does with a paste. */
  get onPaste(): (event: ClipboardEvent) => void {
    return this.#incoming.onPaste;
  }

  /** Replaces what is attached. */
  restore(files: readonly FilePart[]): void {
    this.#attachments.restore(files);
  }

  /** Sends as soon as everything is read. */
  sendWhenRead(): void {
    this.#waits = true;
    this.#say((t) => t('attachment.waits'));
  }

  /** The message is gone, and all that belongs to it. */
  sent(): void {
    this.#attachments.clear();
    this.#dictating.stop(false);
    this.#waits = false;
    this.#note = '';
  }

  /** The visitor writes. */
  typed(): void {
    this.#dictating.stop(false);
    this.#waits = false;
    this.#note = '';
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    const wasWaiting = this.#waits;
    if (wasWaiting) this.typed();
    const wasOpen = this.#menu.close() || this.#meter.close() || this.#tasks.code?.close();
    if (!wasOpen && !this.#dictating.stop(true) && !wasWaiting) return;
    // It does not stop an answer as well.
    event.stopPropagation();
    event.preventDefault();
    this.#host.requestUpdate();
  };

  /** Questions to begin with: those of the property, and what the page has put into the slot. */
  suggestions(): TemplateResult | typeof nothing {
    const { settings, texts, isNew } = this.#owner.context() ?? {};
    if (!texts || !isNew) return nothing;
    return suggestionRow(settings?.suggestions ?? [], texts, (text) => this.#suggest(text));
  }

  /** The button to add something. */
  addButton(): TemplateResult | typeof nothing {
    const context = this.#owner.context();
    const kinds = context && addable(context.settings, this.#dictating.isPossible);
    if (!context || !kinds) return nothing;
    return addButton(kinds, context.texts, (button) => {
      if (kinds === 'files') this.#pickFiles();
      else this.#menu.open(button, this.#addable(context));
    });
  }

  /** What stands above the field. */
  attachments(): TemplateResult | typeof nothing {
    const context = this.#owner.context();
    if (context === null) return nothing;
    const { texts, settings } = context;
    const { t } = texts;
    const wishes = settings.pageContext?.split(/\s+/) ?? [];
    this.#selection.watch(this.#host.isConnected && wishes.includes('selection'));
    if (settings.dictation) void this.#dictating.ask(context.lang);
    this.#use = this.#measuring.follow(context, this.#owner.draft());
    const { all } = this.#attachments;
    const tasks = hasTasks(settings.tasks) ? this.#tasks : null;
    tasks?.want();
    const shares = new Map(this.#use?.cutFiles.map(({ id, keptShare }) => [id, keptShare]));
    return html`
      <input class="file-input" type="file" hidden multiple accept=${acceptedTypes} @change=${this.#onPicked} />
      ${selectionOffer(this.#selection.text, texts, () => this.#addSelection())}
      ${
        all.length === 0
          ? nothing
          : html`
              <ul class="chips" part="attachments" role="list" aria-label=${t('attachment.list')}>
                ${all.map((attachment) =>
                  attachmentChip(attachment, {
                    texts,
                    keptShare: shares.get(attachment.id) ?? 1,
                    countTokens: context.countTokens,
                    tasks: tasks?.code?.button(attachment) ?? nothing,
                    taskNote: tasks?.code?.note(attachment) ?? '',
                    onRemove: () => void this.#remove(attachment),
                    onInsert: () => this.#insert(attachment),
                  }),
                )}
              </ul>
            `
      }
      ${composerNotes(this.#dictating.isListening ? t('dictation.listening') : this.#note, this.#use, context)}
    `;
  }

  /** What stands beside the field. */
  tools(): TemplateResult | typeof nothing {
    const context = this.#owner.context();
    if (context === null) return nothing;
    if (this.#dictating.isListening) {
      return speechButton('dictation', context.texts, () => {
        this.#dictating.stop(true);
        this.#owner.field()?.focus();
      });
    }
    if (context.onStopReading) return speechButton('reading', context.texts, context.onStopReading);
    const isShown = isMeterShown(this.#use, this.#attachments.all.length > 0);
    return isShown && this.#use ? this.#meter.render(this.#use, context.texts) : nothing;
  }

  menu(): TemplateResult {
    return html`${this.#menu.render()}${this.#tasks.code?.render()}`;
  }

  /** After the composer was drawn. */
  hostUpdated(): void {
    this.#menu.updated();
    this.#tasks.code?.updated();
  }

  /** What can be added to a message. */
  #addable({ texts: { t }, settings }: ComposerContext): MenuItem[] {
    const wishes = settings.pageContext?.split(/\s+/) ?? [];
    const items: MenuItem[] = [];
    if (settings.attachments !== 'off') {
      items.push(addItem('files', t('add.files'), attachIcon, () => this.#pickFiles()));
    }
    if (wishes.includes('page')) {
      items.push(addItem('page', t('add.page'), pageIcon, () => void this.#addPage()));
    }
    if (wishes.includes('selection')) {
      const isDisabled = this.#selection.text === '';
      const item = addItem('selection', t('add.selection'), selectionIcon, () => this.#addSelection());
      items.push({ ...item, isDisabled });
    }
    if (settings.dictation && this.#dictating.isPossible) {
      const dictate = () => {
        this.#dictating.start();
        this.#say(() => t('dictation.listening'));
        this.#owner.field()?.focus();
      };
      items.push(addItem('dictation', t('add.dictation'), microphoneIcon, dictate));
    }
    return items;
  }

  dropZone(): TemplateResult | typeof nothing {
    const { texts } = this.#owner.context() ?? {};
    return texts && this.#incoming.isOver ? dropTarget(texts) : nothing;
  }

  #pickFiles(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('.file-input')?.click();
  }

  readonly #onPicked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.#addFiles([...(input.files ?? [])], false);
    // The same file can be picked again after it was removed.
    input.value = '';
  };

  #addFiles(files: readonly File[], hasFolder: boolean): void {
    for (const file of files) this.#tell(this.#attachments.addFile(file), file.name);
    if (hasFolder) this.#say((t) => t('attachment.folder'));
    this.#owner.field()?.focus();
  }

  /** Who pastes a long text twice wants it in the field: the first one is taken back. */
  #addPasted(text: string): boolean {
    const first = this.#attachments.all.find(({ isPasted, part }) => isPasted && part?.text === text);
    if (first !== undefined) {
      this.#attachments.remove(first.id);
      return false;
    }
    const name = this.#owner.context()?.texts.t('attachment.pasted') ?? '';
    this.#addText({ name, text, source: 'file', isPasted: true });
    return true;
  }

  /** Sends a suggestion; where that cannot be, or something is written already, puts it into the field. */
  #suggest(text: string): void {
    const context = this.#owner.context();
    const before = this.#owner.draft().text.trimEnd();
    this.#owner.setText(before === '' ? text : `${before} ${text}`);
    if (before === '' && context?.canSend && !context.isAnswering) this.#owner.send();
    this.#owner.field()?.focus();
  }

  async #addPage(): Promise<void> {
    try {
      const { readPage } = await import('./page-text.js');
      const text = await readPage(this.#host);
      if (text === '') this.#say((t) => t('add.no-page'));
      else this.#addText({ name: pageName(), text, source: 'page' });
    } catch {
      this.#say((t) => `${t('error.network.cause')} ${t('error.network.action')}`);
    }
  }

  #addSelection(): void {
    const { text } = this.#selection;
    this.#selection.forget();
    if (text !== '') this.#addText({ name: pageName(), text, source: 'selection' });
  }

  #addText(given: GivenText): void {
    this.#tell(this.#attachments.addText(given), given.name);
    this.#owner.field()?.focus();
  }

  /** Says what came of adding something. Files say it again when they are read. */
  #tell(added: Added, name: string): void {
    if (added === 'twice') this.#say((t) => t('attachment.twice', { name }));
    else if (added === 'too-many') this.#say((t) => t('attachment.too-many', { count: MOST_FILES }));
    else this.#owner.context()?.announce(this.#owner.context()?.texts.t('attachment.added', { name }) ?? '');
  }

  async #remove({ id, name }: Attachment): Promise<void> {
    const index = this.#attachments.all.findIndex((attachment) => attachment.id === id);
    this.#attachments.remove(id);
    const context = this.#owner.context();
    context?.announce(context.texts.t('attachment.removed', { name }));
    await this.#host.updateComplete;
    const left = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.chip-remove')];
    (left[Math.min(index, left.length - 1)] ?? this.#owner.field())?.focus();
  }

  /** Puts a pasted text where it would have gone, at the caret, so that the browser can undo it. */
  #insert({ id, part }: Attachment): void {
    const field = this.#owner.field();
    if (field === null || part === null) return;
    this.#attachments.remove(id);
    field.focus();
    if (document.execCommand('insertText', false, part.text)) return;
    field.setRangeText(part.text, field.selectionStart, field.selectionEnd, 'end');
    this.#owner.setText(field.value);
  }

  #attachmentsChanged(read: Attachment | null): void {
    this.#note = '';
    if (read !== null) {
      const context = this.#owner.context();
      if (read.error === null) context?.announce(context.texts.t('attachment.read', { name: read.name }));
      else context?.announce(`${read.name}: ${context.texts.t('error.file-unreadable.cause')}`);
      // What could not be read is looked at before anything is sent.
      if (read.error !== null) this.#waits = false;
    }
    this.#owner.changed();
    if (!this.#waits) return;
    if (this.isReading) this.#note = this.#owner.context()?.texts.t('attachment.waits') ?? '';
    else {
      this.#waits = false;
      this.#owner.send();
    }
  }

  #say(words: (t: ComposerContext['texts']['t']) => string): void {
    const context = this.#owner.context();
    if (context === null) return;
    this.#note = words(context.texts.t);
    context.announce(this.#note);
    this.#host.requestUpdate();
  }
}

function addItem(key: string, label: string, icon: TemplateResult, run: () => void): MenuItem {
  return { key, label, icon, part: `${key}-item`, run };
}

/** What the page is called. */
function pageName(): string {
  return document.title.trim() || location.hostname;
}
