/** A small site with an index, and models that read it, for tests and stories. */
import type { KnowledgeSource, KnowledgeWork } from '@local-llm-chat/core';
import { createKnowledge, type Knowledge, KnowledgeIndex, type KnowledgePage } from '@local-llm-chat/core/knowledge';
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';

/** The pages of a shop. */
export const SHOP: readonly KnowledgePage[] = [
  {
    url: '/prices',
    title: 'Prices',
    text: '# Prices\n\nA chair costs 40 euros. A table costs 90 euros.\n\n## Delivery\n\nDelivery takes two days. It is free from 100 euros on.',
  },
  {
    url: '/repairs',
    title: 'Repairs',
    text: '# Repairs\n\nWe repair chairs that were bought here. Bring the receipt. A repair takes a week.',
  },
];

/** The index of these pages, as a site serves it. */
export async function indexText(pages: readonly KnowledgePage[] = SHOP): Promise<string> {
  return JSON.stringify((await KnowledgeIndex.build(pages)).toJSON());
}

/** Knowledge of these pages that a page hands over. */
export async function shopKnowledge(pages: readonly KnowledgePage[] = SHOP): Promise<Knowledge> {
  const knowledge = createKnowledge();
  for (const page of pages) await knowledge.add(page);
  return knowledge;
}

export const CHAIR_QUESTION = 'What does a chair cost in your shop?';
export const WARDROBE_QUESTION = 'What does a wardrobe cost in your shop?';

/** A model that answers by a word of the question. */
export function shopAssistant(): FakeLLMOptions {
  return {
    reply: ({ messages }) => {
      const prompt = messages.at(-1)?.content ?? '';
      if (prompt.includes('Last question:')) return 'How long does a repair of a chair take?';
      const question = prompt.slice(prompt.lastIndexOf('Question:'));
      if (/repair/i.test(question)) return 'A repair takes a week.';
      if (/chair/i.test(question)) return 'A chair costs 40 euros.';
      return 'A wardrobe costs 700 euros.';
    },
  };
}

/** One source as it is kept with an answer. */
export function source(number: number, more: Partial<KnowledgeSource> = {}): KnowledgeSource {
  return {
    number,
    url: 'https://shop.example/prices',
    href: 'https://shop.example/prices#:~:text=A%20chair%20costs%2040%20euros.',
    title: 'Prices',
    path: ['Prices'],
    text: 'A chair costs 40 euros. A table costs 90 euros.',
    quotes: ['A chair costs 40 euros.'],
    ...more,
  };
}

/** How an answer with these sources came about. */
export function found(sources: readonly KnowledgeSource[], more: Partial<KnowledgeWork> = {}): KnowledgeWork {
  return { status: 'found', query: CHAIR_QUESTION, ranking: 'keywords', sources, ...more };
}
