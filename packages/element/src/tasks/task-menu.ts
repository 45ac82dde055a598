/** The menu of what can be done with one text, on its chip; and the one task that waits until the model is free. */
import type { FilePart, MessageTask } from '@local-llm-chat/core';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../composer/attachments.js';
import type { ComposerContext } from '../composer-context.js';
import { enTasks } from '../locales/en-tasks.js';
import { addEnglish } from '../locales/english.js';
import { Menu, type MenuItem } from '../menu.js';
import type { Texts } from '../texts.js';
import { fetchTasks } from './run-task.js';
import { taskIcon } from './task-icon.js';
import { languageName, translationLanguages } from './task-languages.js';
import { chosenTasks, idOf, type ReadyTask, type SiteTask } from './tasks-setting.js';

/** The composer around it. */
export interface TaskMenuOwner {
  /** `null` before the composer was drawn. */
  context(): ComposerContext | null;
  attachments(): readonly Attachment[];
  field(): HTMLElement | null;
  /** Takes one away. What else is written and attached stays for the next message. */
  take(attachment: Attachment): void;
}

/** A task, in words, for one chip. */
interface Wish {
  readonly attachmentId: string;
  readonly words: string;
  readonly task: MessageTask;
}

/** The menu of one composer. */
export class TaskMenu {
  readonly #host: LitElement;
  readonly #owner: TaskMenuOwner;
  readonly #menu: Menu;
  #waiting: Wish | null = null;

  constructor(host: LitElement, owner: TaskMenuOwner) {
    this.#host = host;
    this.#owner = owner;
    addEnglish(enTasks);
    this.#menu = new Menu(host, { edge: 'end', side: 'above' });
    // So that they are here when they are asked for, with a network or without. Who asks hears of a failure.
    fetchTasks().catch(() => undefined);
  }

  /** The button on the chip of a text that was read. */
  button(attachment: Attachment): TemplateResult | typeof nothing {
    const context = this.#owner.context();
    if (context === null || attachment.part === null) return nothing;
    const label = context.texts.t('tasks.open', { name: attachment.name });
    return html`
      <button
        class="icon-button chip-tasks"
        part="icon-button tasks-button"
        type="button"
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${(event: Event) => this.#open(event.currentTarget as HTMLElement, attachment)}
      >
        ${taskIcon}
      </button>
    `;
  }

  /** What a chip says while its task waits; empty when none does. */
  note({ id }: Attachment): string {
    const { texts } = this.#owner.context() ?? {};
    if (this.#waiting?.attachmentId !== id || texts === undefined) return '';
    return texts.t('tasks.waits', { task: this.#waiting.words });
  }

  render(): TemplateResult | typeof nothing {
    return this.#menu.render();
  }

  /** Closes what is open, or else calls off what waits. False when there was neither. */
  close(): boolean {
    return this.#menu.close() || this.#callOff();
  }

  /** After the composer was drawn: what waits begins as soon as it can. */
  updated(): void {
    this.#menu.updated();
    // Not while the host is being drawn: a message draws it anew.
    if (this.#waiting !== null && this.#isFree) queueMicrotask(() => this.#beginWaiting());
  }

  get #isFree(): boolean {
    const context = this.#owner.context();
    return context?.canSend === true && !context.isAnswering;
  }

  #beginWaiting(): void {
    const wish = this.#waiting;
    if (wish === null || !this.#isFree) return;
    this.#waiting = null;
    const attachment = this.#owner.attachments().find(({ id }) => id === wish.attachmentId);
    // It may have been taken away meanwhile.
    if (attachment?.part) void this.#begin(attachment, { ...wish, file: attachment.part });
  }

  async #begin(attachment: Attachment, { words, task, file }: Wish & { readonly file: FilePart }): Promise<void> {
    const root = this.#host.renderRoot;
    const hadFocus = root.querySelector('.chip :focus') !== null;
    this.#owner.take(attachment);
    this.#owner.context()?.onSend({ text: words, files: [file], task });
    if (!hadFocus) return;
    // With its chip the button is gone that the menu has led back to.
    await this.#host.updateComplete;
    // On a touch screen the field would open the keyboard over the answer.
    if (matchMedia('(pointer: fine)').matches) this.#owner.field()?.focus();
    else root.querySelector<HTMLElement>('.send')?.focus();
  }

  #open(opener: HTMLElement, attachment: Attachment): void {
    const context = this.#owner.context();
    if (context === null) return;
    const { texts, settings } = context;
    const items: MenuItem[] =
      this.#waiting?.attachmentId === attachment.id
        ? [{ key: 'call-off', label: texts.t('button.cancel'), run: () => this.#callOff() }]
        : chosenTasks(settings.tasks).map((task) => ({
            key: idOf(task),
            label: labelOf(task, texts),
            part: 'task-item',
            run:
              task === 'translate'
                ? () => this.#openLanguages(opener, attachment, texts)
                : () => this.#choose(attachment, labelOf(task, texts), { id: idOf(task) }),
          }));
    this.#menu.open(opener, items);
  }

  #openLanguages(opener: HTMLElement, attachment: Attachment, texts: Texts): void {
    const items = translationLanguages().map((language): MenuItem => {
      const words = texts.t('tasks.translate-to', { language: languageName(language, texts.locale) });
      return {
        key: language,
        label: languageName(language),
        lang: language,
        part: 'task-item',
        run: () => this.#choose(attachment, words, { id: 'translate', option: language }),
      };
    });
    this.#menu.open(opener, items, texts.t('tasks.translate'));
  }

  #choose({ id }: Attachment, words: string, task: MessageTask): void {
    this.#waiting = { attachmentId: id, words, task };
    this.#beginWaiting();
    if (this.#waiting === null) return;
    const context = this.#owner.context();
    context?.announce(context.texts.t('tasks.waits', { task: words }));
    this.#host.requestUpdate();
  }

  #callOff(): boolean {
    if (this.#waiting === null) return false;
    this.#waiting = null;
    const context = this.#owner.context();
    context?.announce(context.texts.t('error.aborted.cause'));
    this.#host.requestUpdate();
    return true;
  }
}

function labelOf(task: ReadyTask | SiteTask, { t }: Texts): string {
  return typeof task === 'string' ? t(`tasks.${task}`) : task.label;
}
