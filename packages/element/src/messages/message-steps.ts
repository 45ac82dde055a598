/** The steps of answers that an agent gave, and the question about one. What draws them is fetched with the first. */
import type { ChatMessage } from '@local-llm-chat/core';
import type { UserAnswer } from '@local-llm-chat/core/agent';
import { html, nothing, type TemplateResult } from 'lit';
import { LateCode, notFetched } from '../late-code.js';
import type { PendingQuestion } from '../tools/pending-question.js';
import { type ListAccess, messageElement } from './list-access.js';
import type { MessageFocus } from './message-focus.js';

/** The steps of one list. */
export class MessageSteps {
  readonly #list: ListAccess;
  readonly #focus: MessageFocus;
  readonly #open = new Set<string>();
  readonly #late: LateCode<typeof import('../tools/steps-door.js')>;

  constructor(list: ListAccess, focus: MessageFocus) {
    this.#list = list;
    this.#focus = focus;
    this.#late = new LateCode(list.host, async () => {
      const door = await import('../tools/steps-door.js');
      door.prepareSteps(list.host.renderRoot);
      return door;
    });
  }

  /** All that they are drawn with besides their message. */
  dependencies(message: ChatMessage): readonly unknown[] {
    if (!hasSteps(message)) return [];
    const question = this.#questionOf(message);
    return [this.#open.has(message.id), this.#late.code, this.#late.failures, question, question?.isReady];
  }

  /** What stands above an answer. */
  render(message: ChatMessage): TemplateResult | typeof nothing {
    if (!hasSteps(message)) return nothing;
    this.#late.want();
    const { texts, siteTools } = this.#list.context();
    const door = this.#late.code;
    if (door === null) return this.#late.failures > 0 ? notFetched(texts, this.#late) : nothing;
    const question = this.#questionOf(message);
    const steps = door.toolSteps(message, {
      texts,
      isOpen: this.#open.has(message.id),
      isAsking: question !== null,
      onToggle: (isOpen) => this.#toggle(message.id, isOpen),
    });
    if (question === null) return steps;
    const approval = door.toolApproval(question, {
      texts,
      title: siteTools.find(({ manifest }) => manifest.name === question.asked.tool)?.manifest.title,
      before: message.parts.filter((part) => part.type === 'tool'),
      onAnswer: (answer) => this.#answer(message.id, question, answer),
    });
    return html`${steps}${approval}`;
  }

  /** What stands below an answer. */
  renderEnd(message: ChatMessage): TemplateResult | typeof nothing {
    return this.#late.code?.toolEnd(message, this.#list.context().texts) ?? nothing;
  }

  /** After the list was drawn. */
  updated(): void {
    const message = this.#list.chat().messages.at(-1);
    const question = message ? this.#questionOf(message) : null;
    const door = this.#late.code;
    if (message === undefined || question === null || door === null) return;
    const buttons = messageElement(this.#list.column(), message.id)?.querySelector('.approval-buttons');
    if (!buttons) return;
    question.watch(buttons);
    if (question.isAnnounced) return;
    question.isAnnounced = true;
    // Once the log has come to its end.
    requestAnimationFrame(() => requestAnimationFrame(() => showFromStart(buttons)));
    const { texts, announce, siteTools } = this.#list.context();
    const manifest = siteTools.find((tool) => tool.manifest.name === question.asked.tool)?.manifest;
    const title = manifest?.title === undefined ? {} : { title: manifest.title };
    announce(texts.t('approval.announce', { tool: door.toolTitle({ tool: question.asked.tool, ...title }, texts) }));
  }

  /** The visitor is asked about the last message alone, while its answer is waited for. */
  #questionOf({ id, status }: ChatMessage): PendingQuestion | null {
    const { messages } = this.#list.chat();
    const { question } = this.#list.context();
    return status === 'pending' && messages.at(-1)?.id === id ? question : null;
  }

  #answer(id: string, question: PendingQuestion, answer: UserAnswer): void {
    const { texts, announce } = this.#list.context();
    const { activeElement } = this.#list.host.renderRoot as ShadowRoot;
    const hadFocus = activeElement?.closest('.approval') != null;
    question.answer(answer);
    announce(texts.t(answer === 'once' || answer === 'conversation' ? 'approval.allowed' : 'tools.state.denied'));
    this.#list.scrollToEnd();
    // The button goes; what comes of the answer is in the message.
    if (hadFocus) this.#focus.moveTo(id);
  }

  #toggle(id: string, isOpen: boolean): void {
    if (this.#open.has(id) === isOpen) return;
    if (isOpen) this.#open.add(id);
    else this.#open.delete(id);
    this.#list.host.requestUpdate();
  }
}

/** What is asked is seen before what can be answered: of a question that is higher than the log, its beginning. */
function showFromStart(buttons: Element): void {
  const log = buttons.closest('.log');
  const card = buttons.closest('.approval');
  if (log === null || card === null) return;
  const hidden = log.getBoundingClientRect().top - card.getBoundingClientRect().top;
  if (hidden > 0) log.scrollTop -= hidden;
}

function hasSteps({ parts }: ChatMessage): boolean {
  return parts.some(({ type }) => type === 'tool');
}
