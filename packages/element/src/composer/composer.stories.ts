/** What a message is made of besides words: files, the page, suggestions, the meter, on a scripted model. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import type { Suggestion } from '../composer-context.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { drag, paste, pdfFile, select, textFile } from './given.case.js';

interface Arguments {
  attachments?: 'on' | 'off';
  pageContext?: string;
  suggestions?: readonly Suggestion[];
  /** What the scripted model does. */
  script: FakeLLMOptions;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Composer',
  component: 'local-llm-chat',
  render: ({ script, attachments, pageContext, suggestions }) => html`
    <local-llm-chat
      .llm=${createFakeLLM(script)}
      .attachments=${attachments}
      .pageContext=${pageContext}
      .suggestions=${suggestions}
    ></local-llm-chat>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

const NOTES = 'Ferns like half shade and a soil that never dries out. '.repeat(60);
const REPLY = 'A fern likes **half shade** and a soil that never dries out.';

async function find(canvas: HTMLElement): Promise<LocalLLMChat> {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  await chat.load();
  // What the composer can do comes a little later.
  await sees(chat, '.file-input');
  return chat;
}

/** Waits until a part looks as it should. */
async function sees(chat: LocalLLMChat, selector: string, count = 1): Promise<HTMLElement> {
  for (;;) {
    const found = chat.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [];
    const last = found[count - 1];
    if (last) return last;
    await new Promise(requestAnimationFrame);
  }
}

async function write(chat: LocalLLMChat, text: string): Promise<void> {
  const field = (await sees(chat, '[part=input]')) as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await chat.updateComplete;
}

/** Files that were read, one of them too large to be read whole, and one that cannot be. */
export const Attachments: Story = {
  args: { script: { reply: REPLY } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    const files = [
      textFile('Ferns.md', NOTES, 'text/markdown'),
      textFile('Greenhouse diary 2025.csv', 'day,degrees\nMonday,21\n'.repeat(900), 'text/csv'),
      textFile('Monstera.heic', 'x', 'image/heic'),
    ];
    paste(chat, { files });
    await sees(chat, '[part=attachment]:not([data-state=reading])', 3);
    await write(chat, 'What do these have in common?');
  },
};

/** A PDF while its pages are read. */
export const Reading: Story = {
  args: { script: { reply: REPLY } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    paste(chat, { files: [pdfFile('Annual report.pdf', 4000, (page) => `What page ${page} says.`)] });
    await sees(chat, '[part=attachment]');
  },
};

/** A long text that was pasted. */
export const PastedText: Story = {
  args: { script: { reply: REPLY } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    paste(chat, { text: 'Dear gardener,\n\nsince last autumn our fern has been losing its leaves. '.repeat(80) });
    await sees(chat, '[part=attachment][data-state=read]');
  },
};

/** Files are dragged over the chat. */
export const DropZone: Story = {
  args: { script: { reply: REPLY } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    drag(await sees(chat, '[part=log]'), 'dragenter');
    await sees(chat, '[part=drop-zone]');
  },
};

/** Questions to begin with: the page's property, and a button in the slot. */
export const Suggestions: Story = {
  args: {
    script: { reply: REPLY },
    suggestions: [
      'Why does my fern have brown tips?',
      'Which plants like a dark room?',
      { label: 'Plan my week', text: 'Make a plan for watering a fern, a cactus and a Monstera for one week.' },
    ],
  },
  render: ({ script, suggestions }) => html`
    <local-llm-chat .llm=${createFakeLLM(script)} .suggestions=${suggestions}>
      <button slot="suggestions" value="What is in season now?">In season</button>
    </local-llm-chat>
  `,
  play: async ({ canvasElement }) => void (await sees(await find(canvasElement), '[part=suggestion]', 3)),
};

/** The menu of what can be added. */
export const Menu: Story = {
  args: { script: { reply: REPLY }, pageContext: 'selection page' },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    (await sees(chat, '[part~=add-button]')).click();
    await sees(chat, '[part~=menu-item]');
  },
};

/** What is selected on the page is offered, and the page itself was added. */
export const PageContext: Story = {
  args: { script: { reply: REPLY }, pageContext: 'selection page' },
  render: ({ script, pageContext }) => html`
    <p class="quote">Ferns are among the oldest plants. They like half shade and a soil that never dries out.</p>
    <local-llm-chat .llm=${createFakeLLM(script)} .pageContext=${pageContext}></local-llm-chat>
  `,
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    (await sees(chat, '[part~=add-button]')).click();
    await sees(chat, '[part~=menu-item]');
    (await sees(chat, '[part~=page-item]')).click();
    await sees(chat, '[part=attachment]');
    (await sees(chat, '[part=input]')).blur();
    const quote = canvasElement.querySelector('.quote');
    if (quote) await select(quote);
    await sees(chat, '[part=offer]');
  },
};

/** The meter, open, in a conversation that nearly fills the model's memory. */
export const NearlyFull: Story = {
  args: { script: { reply: REPLY, contextWindow: 1200 } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    await chat.send('What does a fern like?');
    await write(chat, 'and '.repeat(290));
    (await sees(chat, '[part~=meter-button]')).click();
  },
};

/** More than fits: what is left out is said beside the field. */
export const TooFull: Story = {
  args: { script: { reply: 'word '.repeat(80), contextWindow: 1200 } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement);
    await chat.send('What does a fern like?');
    paste(chat, { files: [textFile('Ferns.txt', NOTES)] });
    await sees(chat, '[part=attachment][data-state=read]');
    (await sees(chat, '[part~=meter-button]')).click();
  },
};

/** A site without attachments. */
export const WordsAlone: Story = {
  args: { script: { reply: REPLY }, attachments: 'off' },
  play: async ({ canvasElement }) => void (await find(canvasElement)),
};
