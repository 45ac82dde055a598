/** A chat over its page: behind a button, and at the side. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../define.js';
import type { LocalLLMChat } from '../local-llm-chat.js';

interface Arguments {
  display: 'inline' | 'panel' | 'launcher';
  side?: 'start' | 'end';
  words?: string;
  script: FakeLLMOptions;
}

const REPLY = 'Water it **once a week**:\n\n1. Check the soil with a finger.\n2. Water slowly until it runs out below.';
const QUESTION = 'How often do I water a Monstera?';

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Forms',
  component: 'local-llm-chat',
  args: { display: 'launcher', script: { reply: REPLY, tokensPerSecond: 60 } },
  // Each stands over a page of its own.
  parameters: { docs: { story: { inline: false, height: '44rem' } } },
  render: ({ display, side, words, script }) => html`
    <h2>A page about plants</h2>
    <p>Monsteras come from the forests of Central America, where they climb trees towards the light.</p>
    <local-llm-chat .display=${display} .side=${side} .llm=${createFakeLLM(script)}>
      ${words ? html`<span slot="launcher">${words}</span>` : nothing}
    </local-llm-chat>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

function find(canvas: HTMLElement): LocalLLMChat {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  return chat;
}

/** Presses a button of the chat once it is there, as a visitor does. */
async function press(canvas: HTMLElement, name: string): Promise<void> {
  const button = () => find(canvas).shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
  while (button() == null) await new Promise(requestAnimationFrame);
  button()?.click();
}

async function open(canvas: HTMLElement): Promise<LocalLLMChat> {
  await press(canvas, 'launcher-button');
  const chat = find(canvas);
  while (chat.status !== 'ready') await new Promise(requestAnimationFrame);
  return chat;
}

/** A box between the texts of its page. */
export const InThePage: Story = {
  args: { display: 'inline' },
  play: async ({ canvasElement }) => {
    const chat = find(canvasElement);
    await chat.load();
    await chat.send(QUESTION);
  },
};

/** Nothing but a button: no device was looked at, and nothing fetched. */
export const Launcher: Story = {};

export const LauncherOpen: Story = {
  play: async ({ canvasElement }) => void (await (await open(canvasElement)).send(QUESTION)),
};

/** The visitor sees what it is and what it costs. */
export const LauncherFirstVisit: Story = {
  args: { script: { downloadMs: 60_000 } },
  play: ({ canvasElement }) => press(canvasElement, 'launcher-button'),
};

/** An answer has ended behind the closed window. */
export const LauncherWithNews: Story = {
  play: async ({ canvasElement }) => {
    const chat = await open(canvasElement);
    const answer = chat.send(QUESTION);
    await chat.hide();
    await answer;
  },
};

export const LauncherWithWords: Story = { args: { words: 'Ask our gardener', side: 'start' } };

/** Its edge can be moved, with a pointer or with the arrow keys. */
export const SidePanel: Story = {
  args: { display: 'panel' },
  play: async ({ canvasElement }) => void (await (await open(canvasElement)).send(QUESTION)),
};

export const SidePanelAtStart: Story = {
  args: { display: 'panel', side: 'start' },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** On a small screen both fill it. */
export const OnAPhone: Story = {
  parameters: { viewport: { defaultViewport: 'mobile1' } },
  globals: { viewport: { value: 'mobile1', isRotated: false } },
  play: async ({ canvasElement }) => void (await (await open(canvasElement)).send(QUESTION)),
};
