/** What the marks of one message stand for, while it is made and after that. */
import type { ChatMessage, KnowledgeWork } from '@local-llm-chat/core';
import { LitElement } from 'lit';
import { expect, it } from 'vitest';
import { found, source } from '../knowledge/knowledge.case.js';
import { waitUntil } from '../stage.case.js';
import { createTexts } from '../texts.js';
import type { ListAccess } from './list-access.js';
import { MessageKnowledge } from './message-knowledge.js';
import { message } from './messages.case.js';

class MarkedList extends LitElement {}
customElements.define('marked-list', MarkedList);

it('is nothing any more once the documents have not said it, though they are the same', async () => {
  const host = new MarkedList();
  document.body.append(host);
  const texts = createTexts('en');
  const list = { host, context: () => ({ texts }), chat: () => ({ messages: [] }) };
  const knowledge = new MessageKnowledge(list as unknown as ListAccess);
  const citations = (status: KnowledgeWork['status']): ReturnType<MessageKnowledge['citations']> => {
    const answer: ChatMessage = message('a', 'assistant', 'q', 'Seven [1].', {
      knowledge: found([source(1)], { status }),
    });
    knowledge.render(answer);
    return knowledge.citations(answer);
  };
  await waitUntil(() => citations('reading') !== null);
  expect([...(citations('reading')?.keys() ?? [])]).toEqual([1]);
  expect(citations('found')).toBe(citations('reading'));
  expect(citations('not-found')?.size).toBe(0);
  host.remove();
});
