/** Answers from the documents of a site: found, not found, on the way, and where there is no index. */
import type { ChatMessage } from '@local-llm-chat/core';
import { LocalLLMError } from '@local-llm-chat/core';
import type { PassageSearch } from '@local-llm-chat/core/knowledge';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import { llmWith, message } from '../messages/messages.case.js';
import { ready, sees } from '../messages/story-chat.case.js';
import { CHAIR_QUESTION, found, shopAssistant, source, WARDROBE_QUESTION } from './knowledge.case.js';

interface Arguments {
  /** The conversation so far. */
  messages: readonly ChatMessage[];
  knowledge: string | PassageSearch;
}

const never: PassageSearch = { find: () => new Promise(() => undefined) };
const missing: PassageSearch = {
  find: async () => {
    throw new LocalLLMError('http', 'The server answered 404.');
  },
};

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Knowledge',
  component: 'local-llm-chat',
  argTypes: { messages: { table: { disable: true } }, knowledge: { table: { disable: true } } },
  args: { messages: [], knowledge: never },
  render: ({ messages, knowledge }) => html`
    <local-llm-chat
      .llm=${llmWith({ messages, leafId: messages.at(-1)?.id ?? null }, shopAssistant())}
      .knowledge=${knowledge}
    ></local-llm-chat>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

const PRICES = source(1, { url: '/prices', href: new URL('/prices#:~:text=chair', document.baseURI).href });
const DELIVERY = source(2, {
  url: 'https://shop.example/delivery',
  href: 'https://shop.example/delivery#:~:text=two%20days',
  title: 'Delivery',
  path: ['Delivery', 'At home', 'How long it takes'],
  text: 'Delivery takes two days. It is free from 100 euros on.',
  quotes: ['Delivery takes two days.', 'It is free from 100 euros on.'],
});

function answered(question: string, text: string, more: Partial<ChatMessage>): readonly ChatMessage[] {
  return [message('q', 'user', null, question), message('a', 'assistant', 'q', text, more)];
}

/** Cited in the text, and listed below it. The question was put into other words. */
export const Found: Story = {
  args: {
    messages: answered(
      'And how is it brought to me?',
      'A chair costs **40 euros**. [1] Delivery takes two days, and it is free from 100 euros on. [2]',
      { knowledge: found([PRICES, DELIVERY], { query: 'How is a chair brought to me?' }) },
    ),
  },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await sees(canvasElement, '[part~=source]');
    await sees(canvasElement, '[part~=citation]');
  },
};

/** The card of a mark. */
export const Card: Story = {
  args: Found.args ?? {},
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await sees(canvasElement, '[part~=citation]');
    (await sees(canvasElement, '[part~=citation][data-number="2"]')).focus();
    await sees(canvasElement, '[part~=source-card]:popover-open');
  },
};

/** The documents do not say it. */
export const NotFound: Story = {
  args: {
    messages: answered(WARDROBE_QUESTION, 'This is not in these documents.', {
      knowledge: found(
        [PRICES, DELIVERY].map((one) => ({ ...one, quotes: [] })),
        { status: 'not-found', query: WARDROBE_QUESTION },
      ),
    }),
  },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await sees(canvasElement, '[part~=source]');
  },
};

/** The search has begun, and goes on for ever. */
export const Searching: Story = {
  play: async ({ canvasElement }) => {
    const chat = await ready(canvasElement);
    void chat.send(CHAIR_QUESTION);
    await sees(canvasElement, '[part~=knowledge-status]');
  },
};

/** Passages are being read. */
export const Reading: Story = {
  args: {
    messages: answered(CHAIR_QUESTION, '', {
      parts: [],
      status: 'pending',
      knowledge: found([PRICES, DELIVERY], { status: 'reading' }),
    }),
  },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await sees(canvasElement, '[part~=knowledge-titles]');
  },
};

/** The index is not where it should be. */
export const FailedIndex: Story = {
  args: { knowledge: missing },
  play: async ({ canvasElement }) => {
    const chat = await ready(canvasElement);
    await chat.send(CHAIR_QUESTION);
    await sees(canvasElement, '[part~=message-error]');
  },
};

/** The greeting of a chat that answers from documents. */
export const Empty: Story = {
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await sees(canvasElement, '[part~=empty]');
  },
};
