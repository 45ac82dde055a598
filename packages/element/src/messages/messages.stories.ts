/** What can be seen of messages and done with them, on conversations that already are. */
import { LocalLLMError, type MessageTree } from '@local-llm-chat/core';
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { BRANCHED, file, llmWith, longTree, message, SHORT } from './messages.case.js';

interface Arguments {
  /** The conversation so far. */
  tree: MessageTree;
  /** What the scripted model does. */
  script?: FakeLLMOptions;
  feedback?: boolean;
  messageAvatar?: LocalLLMChat['messageAvatar'];
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Messages',
  component: 'local-llm-chat',
  argTypes: { tree: { table: { disable: true } } },
  render: ({ tree, script, feedback, messageAvatar }) => html`
    <local-llm-chat
      .llm=${llmWith(tree, script)}
      .feedback=${feedback ?? false}
      .messageAvatar=${messageAvatar}
    ></local-llm-chat>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

const QUESTION = 'How often do I water a Monstera?';
const THOUGHT = `The visitor asks about a *Monstera*. What decides is:

- the **soil**, which should be dry two centimetres deep
- the season

So I say once a week, and how to check.`;

/** Waits for what a visitor would wait for. */
async function find<Found extends HTMLElement = HTMLElement>(canvas: HTMLElement, selector: string): Promise<Found> {
  for (;;) {
    const found = canvas.querySelector('local-llm-chat')?.shadowRoot?.querySelector<Found>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

async function press(canvas: HTMLElement, selector: string): Promise<void> {
  (await find(canvas, selector)).click();
}

async function ready(canvas: HTMLElement): Promise<LocalLLMChat> {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  await chat.load();
  await find(canvas, '[part~=message-actions]');
  return chat;
}

async function choose(canvas: HTMLElement, key: string): Promise<void> {
  await ready(canvas);
  await press(canvas, '.message.last [part~=more-button]');
  await press(canvas, `[data-key=${key}]`);
}

/** Copying, answering again and rating lie below an answer; questions have theirs when they are pointed at. */
export const Actions: Story = {
  args: { tree: SHORT, feedback: true },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await press(canvasElement, '[part~=good-button]');
  },
};

export const Menu: Story = {
  args: { tree: SHORT },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await press(canvasElement, '[part~=more-button]');
    await find(canvasElement, '[part~=menu]:popover-open');
  },
};

export const Details: Story = {
  args: { tree: SHORT },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'details');
    await find(canvasElement, '[part~=message-details]');
  },
};

/** The second of three answers to one question. */
export const Versions: Story = {
  args: { tree: BRANCHED },
  play: async ({ canvasElement }) => void (await ready(canvasElement)),
};

export const Editing: Story = {
  args: {
    tree: {
      messages: [
        message('q', 'user', null, [file('f', 'care-sheet.pdf', { pages: 12 }), { type: 'text', text: QUESTION }]),
        message('a', 'assistant', 'q', 'About **once a week**. Check the soil first.'),
      ],
      leafId: 'a',
    },
  },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await press(canvasElement, '[part~=edit-button]');
    await find(canvasElement, '[part~=editor]');
  },
};

export const Deleted: Story = {
  args: { tree: SHORT },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'delete');
    await find(canvasElement, '[part~=undo-button]');
  },
};

/** The thought is still being written. */
export const Thinking: Story = {
  args: { tree: SHORT, script: { reply: `<think>${THOUGHT.repeat(50)}</think>Yes.`, tokensPerSecond: 12 } },
  play: async ({ canvasElement }) => {
    void (await ready(canvasElement)).send('Why?');
    await find(canvasElement, '.thinking');
  },
};

export const ThoughtOpen: Story = {
  args: {
    tree: {
      messages: [
        message('q', 'user', null, QUESTION),
        message('a', 'assistant', 'q', [
          { type: 'reasoning', text: THOUGHT, durationMs: 12_300 },
          { type: 'text', text: 'About **once a week**. Check the soil first.' },
        ]),
      ],
      leafId: 'a',
    },
  },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await press(canvasElement, '[part~=thought-summary]');
    await find(canvasElement, '.thought-text strong');
  },
};

const FILES: MessageTree = {
  messages: [
    message('q', 'user', null, [
      file('f1', 'care-sheet.pdf', { pages: 30, text: 'Plants need light, and water now and then.\n\n'.repeat(2000) }),
      file('f2', 'a-very-long-name-of-a-table-of-all-plants-in-the-shop.csv', { bytes: 2_400 }),
      file('f3', 'House plants – our guide', { source: 'page', mediaType: 'text/html' }),
      { type: 'text', text: 'What do they have in common?' },
    ]),
    message('a', 'assistant', 'q', 'All of them are about light and water.'),
  ],
  leafId: 'a',
};

export const Files: Story = {
  args: { tree: FILES },
  play: async ({ canvasElement }) => void (await ready(canvasElement)),
};

export const FileOpen: Story = {
  args: { tree: FILES },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await press(canvasElement, '[part~=file]');
    await find(canvasElement, '[part~=file-dialog][open]');
  },
};

/** A small window: the model reads from the line on. */
export const LeftOut: Story = {
  args: { tree: longTree(12), script: { contextWindow: 640, reply: 'It needs light too.' } },
  play: async ({ canvasElement }) => {
    await (await ready(canvasElement)).send('And the seventh?');
    await press(canvasElement, '[part~=omitted] summary');
    const line = await find(canvasElement, '[part~=omitted]');
    // What comes near is laid out, and moves what is below; so do letters that come late. The start, as the end has room
    // for a field whose size is known late.
    let top = Number.NaN;
    for (let frame = 0, resting = 0; frame < 300 && resting < 10; frame += 1) {
      line.scrollIntoView({ block: 'start' });
      await new Promise(requestAnimationFrame);
      const now = line.getBoundingClientRect().top;
      resting = now === top && document.fonts.status === 'loaded' ? resting + 1 : 0;
      top = now;
    }
  },
};

export const Failed: Story = {
  args: {
    tree: BRANCHED,
    script: {
      reply: 'It depends on the light and on',
      failAfterTokens: { tokens: 5, error: new LocalLLMError('device-lost', 'GPUDevice was lost.') },
    },
  },
  play: async ({ canvasElement }) => {
    void (await ready(canvasElement)).send('And in winter?');
    await find(canvasElement, '[part~=message-error]');
  },
};

/** Opens at its end, and scrolls as smoothly as a short one. */
export const ThousandMessages: Story = {
  args: { tree: longTree(1000) },
  play: async ({ canvasElement }) => void (await ready(canvasElement)),
};

export const Avatars: Story = {
  args: { tree: SHORT, messageAvatar: ({ role }) => html`<span>${role === 'user' ? '🙂' : '🌱'}</span>` },
  play: async ({ canvasElement }) => {
    await ready(canvasElement);
    await find(canvasElement, '[part~=avatar]');
  },
};
