/** Tasks on a text: their menu, its languages, a result, a long text on the way, and one that is refused. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import { paste, textFile } from '../composer/given.case.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import type { SiteTask, TasksSetting } from './tasks-setting.js';

interface Arguments {
  tasks: TasksSetting;
  /** What the scripted model does. */
  script: FakeLLMOptions;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Tasks',
  component: 'local-llm-chat',
  args: { tasks: true },
  render: ({ script, tasks }) => html`<local-llm-chat .llm=${createFakeLLM(script)} .tasks=${tasks}></local-llm-chat>`,
};

export default meta;

type Story = StoryObj<Arguments>;

const BAKERY =
  'The bakery on Mill Street opens at seven and closes at six. On Sundays it is closed. Its owner, Ada Brandt, bakes 40 ' +
  'kinds of bread. A loaf of rye bread costs 4.20 euros and weighs 750 grams. A roll costs 0.60 euros and weighs 60 grams.';
const SUMMARY =
  'The bakery on Mill Street opens at seven and closes at six. Its owner, Ada Brandt, bakes 40 kinds of bread.';
const FACTS = [
  { of: 'rye bread', what: 'price', value: '4.20 euros' },
  { of: 'rye bread', what: 'weight', value: '750 grams' },
  { of: 'roll', what: 'price', value: '0.60 euros' },
  { of: 'roll', what: 'weight', value: '60 grams' },
];

/** It has read two parts of twelve, and reads the third for ever. */
const HALFWAY: SiteTask = {
  id: 'summarize',
  label: 'Summarise',
  run: (_text, { onProgress }) => {
    onProgress?.({ chunks: 12, chunksDone: 2, calls: 14, callsDone: 2, promptTokens: 0, completionTokens: 0 });
    async function* partials() {
      yield 'The first part tells of ferns, which are among the oldest plants.\n\nThe second one is about soil and water.';
      await new Promise(() => undefined);
    }
    return Object.assign(new Promise<string>(() => undefined), { [Symbol.asyncIterator]: partials });
  },
};

/** Waits for what a visitor would wait for. */
async function sees(chat: LocalLLMChat, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = chat.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

async function give(canvas: HTMLElement, text = BAKERY, name = 'Bakery.txt'): Promise<LocalLLMChat> {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  await chat.load();
  await sees(chat, '.file-input');
  paste(chat, { files: [textFile(name, text)] });
  (await sees(chat, '[part~=tasks-button]')).click();
  await sees(chat, '[part~=task-item]');
  return chat;
}

async function choose(chat: LocalLLMChat, key: string): Promise<void> {
  (await sees(chat, `[data-key=${key}]`)).click();
}

/** The menu of an attached file, with a task of the page's own. */
export const Menu: Story = {
  args: {
    script: { reply: SUMMARY },
    tasks: ['summarize', 'explain', 'extract-table', 'translate', { id: 'dates', label: 'Find dates', run: () => '' }],
  },
  play: async ({ canvasElement }) => void (await give(canvasElement)),
};

/** The languages of “Translate to…”. */
export const Languages: Story = {
  args: { script: { reply: SUMMARY } },
  play: async ({ canvasElement }) => {
    const chat = await give(canvasElement);
    await choose(chat, 'translate');
    await sees(chat, '[data-key=hi]');
  },
};

/** What comes of a text: a summary, and then a table. */
export const Result: Story = {
  args: { script: { reply: ({ format }) => (format === undefined ? SUMMARY : JSON.stringify(FACTS)) } },
  play: async ({ canvasElement }) => {
    const first = await give(canvasElement);
    await choose(first, 'summarize');
    await sees(first, '[part~=again-button]');
    const chat = await give(canvasElement);
    await choose(chat, 'extract-table');
    await sees(chat, '[part=table]');
    await sees(chat, '.message.last [part~=again-button]');
  },
};

/** A long text on the way. */
export const LongText: Story = {
  args: { script: {}, tasks: [HALFWAY] },
  play: async ({ canvasElement }) => {
    const chat = await give(canvasElement, 'Ferns like half shade. '.repeat(2000), 'Ferns.txt');
    await choose(chat, 'summarize');
    await sees(chat, '[part=task-progress]');
    await sees(chat, '.answer-text p');
  },
};

/** A text that is none. */
export const Refused: Story = {
  args: { script: {} },
  play: async ({ canvasElement }) => {
    const chat = await give(canvasElement, `AbC9${'x1Yz'.repeat(400)}`, 'Data.txt');
    await choose(chat, 'summarize');
    await sees(chat, '[part=message-error]');
  },
};
