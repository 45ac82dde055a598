/** What answers from documents rest on. What draws it is fetched with the first one. */
import type { ChatMessage, KnowledgeSource } from '@local-llm-chat/core';
import { messageText } from '@local-llm-chat/core/page';
import { html, nothing, type TemplateResult } from 'lit';
import { LateCode, notFetched } from '../late-code.js';
import type { Citations } from '../markdown/citations.js';
import type { Texts } from '../texts.js';
import type { ListAccess } from './list-access.js';

interface Knowledge {
  readonly door: typeof import('../knowledge/knowledge-door.js');
  readonly open: (source: KnowledgeSource, event: MouseEvent) => void;
}

/** Marks that were made for an answer, and of what. */
interface Made {
  readonly of: string;
  readonly texts: Texts;
  readonly citations: Citations;
}

/** The documents of one list. */
export class MessageKnowledge {
  readonly #list: ListAccess;
  readonly #late: LateCode<Knowledge>;
  readonly #made = new Map<string, Made>();

  constructor(list: ListAccess) {
    this.#list = list;
    this.#late = new LateCode(list.host, async () => {
      const door = await import('../knowledge/knowledge-door.js');
      return { door, open: door.prepareKnowledge(list) };
    });
  }

  /** All that is drawn with besides the message. */
  dependencies({ knowledge }: ChatMessage): readonly unknown[] {
    return knowledge === undefined ? [] : [this.#late.code, this.#late.failures];
  }

  /** What stands above an answer. */
  render(message: ChatMessage): unknown {
    if (message.knowledge === undefined) return nothing;
    this.#late.want();
    const { texts } = this.#list.context();
    if (this.#late.code === null) return this.#late.failures > 0 ? notFetched(texts, this.#late) : nothing;
    return this.#late.code.door.knowledgeHead(message, { texts, question: this.#questionOf(message) });
  }

  /** What stands below it. */
  renderEnd(message: ChatMessage): TemplateResult | typeof nothing {
    const { code } = this.#late;
    if (message.knowledge === undefined || code === null) return nothing;
    const { texts } = this.#list.context();
    const question = this.#questionOf(message);
    return html`${code.door.knowledgeEnd(message, { texts, question, onOpen: code.open })}`;
  }

  /** What `[1]` stands for in an answer: the same object as long as it is the same, or the answer would be drawn anew. */
  citations(message: ChatMessage): Citations | null {
    const { code } = this.#late;
    if (message.knowledge === undefined || code === null) return null;
    const { texts } = this.#list.context();
    const { status, sources } = message.knowledge;
    const of = JSON.stringify([
      status === 'not-found',
      sources.map(({ number, title, path, href }) => [number, title, path, href]),
    ]);
    const known = this.#made.get(message.id);
    if (known?.of === of && known.texts === texts) return known.citations;
    const citations = code.door.citationsOf(status === 'not-found' ? [] : sources, texts);
    this.#made.set(message.id, { of, texts, citations });
    return citations;
  }

  /** What is said after an answer to people who listen. */
  spoken(message: ChatMessage): string {
    return this.#late.code?.door.spokenSources(message, this.#list.context().texts) ?? '';
  }

  /** What is copied after an answer. */
  copied(message: ChatMessage, asMarkdown: boolean): string {
    return this.#late.code?.door.copiedSources(message, this.#list.context().texts, asMarkdown) ?? '';
  }

  #questionOf({ parentId }: ChatMessage): string {
    const question = this.#list.chat().messages.find(({ id }) => id === parentId);
    return question === undefined ? '' : messageText(question);
  }
}
