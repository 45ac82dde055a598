/** Many conversations: the list in all its states, on a scripted model. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import type { ThreadsForm } from './conversations.js';
import { type SampleThread, sampleArchive } from './sample-threads.case.js';

interface Arguments {
  /** What the scripted model does. */
  script: FakeLLMOptions;
  /** Where the list stands. */
  threads?: ThreadsForm;
  history?: 'memory' | 'device';
  /** CSS lengths. */
  width?: string;
  height?: string;
}

const ANSWER = 'Water it once a week, and less in winter. If the leaves turn yellow, the soil is too wet.';

const DEBOUNCE: SampleThread = {
  question: 'How do I wait until someone has stopped typing?',
  answer: `With a **debounce**: each key starts the wait anew, and only the last one counts.

\`\`\`ts
function debounce(run: () => void, ms = 300) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}
\`\`\`

| Wait | For |
| --- | --- |
| 150 ms | filtering a list on the page |
| 300 ms | asking a server |`,
  daysAgo: 0.001,
};

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Conversations',
  component: 'local-llm-chat',
  args: { script: { reply: ANSWER }, threads: 'auto' },
  render: ({ script, threads, history, width, height }, { id }) => {
    // Each story has a history of its own on the device.
    const name = `story-${id}`;
    return html`<local-llm-chat
      .llm=${createFakeLLM(script)}
      .threads=${threads}
      .history=${history}
      .historyName=${name}
      .style=${`inline-size: ${width ?? '100%'}; max-inline-size: 100%;${height ? `block-size: ${height}` : ''}`}
    ></local-llm-chat>`;
  },
};

export default meta;

type Story = StoryObj<Arguments>;

const NARROW = '24rem';
const WIDE = '60rem';

function find(canvas: HTMLElement): LocalLLMChat {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  return chat;
}

/** What the selector finds inside, as soon as it is there. */
async function within(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = find(canvas).shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

async function press(canvas: HTMLElement, selector: string): Promise<void> {
  (await within(canvas, selector)).click();
  await find(canvas).updateComplete;
}

/** Fills the list, shows one of its conversations, and opens the list if it is not. */
async function fill(canvas: HTMLElement, more: readonly SampleThread[] = []): Promise<LocalLLMChat> {
  const chat = find(canvas);
  while (chat.status !== 'ready') await new Promise(requestAnimationFrame);
  await chat.importThreads(sampleArchive(Date.now(), more));
  await chat.openThread('sample-1');
  if ((await within(canvas, '[part~=threads-button]')).ariaExpanded !== 'true')
    await press(canvas, '[part~=threads-button]');
  await within(canvas, '[part~=threads]');
  return chat;
}

/** Takes an entry of the menu of a conversation. */
async function choose(canvas: HTMLElement, id: string, key: string): Promise<void> {
  await press(canvas, `.thread[data-id=${id}] .thread-more`);
  await press(canvas, `.threads .menu [data-key=${key}]`);
}

/** As it looks after some days of use. */
export const Everyday: Story = {
  args: { history: 'device', height: '44rem' },
  play: async ({ canvasElement }) => {
    const chat = await fill(canvasElement, [DEBOUNCE]);
    await chat.openThread('sample-7');
    await within(canvasElement, '[part~=code-block]');
  },
};

/** The list has room beside the conversation. */
export const Column: Story = {
  args: { width: WIDE },
  play: async ({ canvasElement }) => void (await fill(canvasElement)),
};

/** On a narrow chat it covers the conversation. */
export const Sheet: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => void (await fill(canvasElement)),
};

/** The page wants the list from the start; there is nothing in it yet. */
export const EmptySidebar: Story = {
  args: { width: WIDE, threads: 'sidebar' },
  play: async ({ canvasElement }) => void (await within(canvasElement, '[part~=threads]')),
};

/** Conversations stay on the device. */
export const OnTheDevice: Story = {
  args: { width: WIDE, history: 'device' },
  play: async ({ canvasElement }) => void (await fill(canvasElement)),
};

export const Search: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    const field = (await within(canvasElement, '.threads-search input')) as HTMLInputElement;
    field.focus();
    field.value = 'water';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await within(canvasElement, '.thread mark');
  },
};

export const NothingFound: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    const field = (await within(canvasElement, '.threads-search input')) as HTMLInputElement;
    field.value = 'quantum';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await within(canvasElement, '.threads-body > .quiet');
  },
};

export const Menu: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    await press(canvasElement, '.thread[data-id=sample-2] .thread-more');
    await within(canvasElement, '.threads .menu:popover-open');
  },
};

export const Renaming: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    await choose(canvasElement, 'sample-3', 'rename');
    await within(canvasElement, '.thread-rename input');
  },
};

/** What was deleted can be had back. */
export const Deleted: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    await choose(canvasElement, 'sample-2', 'delete');
    await within(canvasElement, '[part~=undo-button]');
  },
};

/** An answer goes on in one conversation while a question waits in another. */
export const AnsweringInTheBackground: Story = {
  args: { width: WIDE, script: { reply: ANSWER.repeat(40), tokensPerSecond: 5 } },
  play: async ({ canvasElement }) => {
    const chat = await fill(canvasElement);
    void chat.send('And in winter?');
    while (chat.messages.at(-1)?.status !== 'streaming') await new Promise(requestAnimationFrame);
    await chat.openThread('sample-0');
    void chat.send('How large should the pot be?');
    await within(canvasElement, '.waiting');
  },
};

/** Says what goes and what stays. */
export const EraseEverything: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    await press(canvasElement, '[part~=all-threads-button]');
    await press(canvasElement, '.threads .menu [data-key=erase]');
    await within(canvasElement, '.threads-question');
  },
};

/** A file was imported whose conversations are here already. */
export const Imported: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    const chat = await fill(canvasElement);
    await drop(canvasElement, await chat.exportThreads());
    await within(canvasElement, '.threads-note + .threads-note');
  },
};

/** A file that is no export. */
export const ImportRefused: Story = {
  args: { width: NARROW },
  play: async ({ canvasElement }) => {
    await fill(canvasElement);
    await drop(canvasElement, 'Dear diary');
    await within(canvasElement, '.threads-note.problem');
  },
};

async function drop(canvas: HTMLElement, text: string): Promise<void> {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], 'conversations.json'));
  (await within(canvas, '[part~=threads]')).dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
}
