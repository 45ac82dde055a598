/** The pages that the script in `docs/accessibility.md` is followed on, by people and by a test. */
import { LocalLLMError, type MessageTree } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import './define.js';
import './search.js';
import './summary.js';
import { shopAssistant, shopKnowledge } from './knowledge/knowledge.case.js';
import type { LocalLLMChat } from './local-llm-chat.js';
import { BRANCHED, llmWith, SHORT } from './messages/messages.case.js';
import { LIGHT, plantKnowledge } from './search/plants.case.js';
import { sampleArchive } from './threads/sample-threads.case.js';

interface Arguments {
  /** What the scripted model does. */
  script: FakeLLMOptions;
  /** The conversation so far. */
  tree?: MessageTree;
  settings?: Partial<LocalLLMChat>;
}

const ANSWER = 'Water it once a week. Check the soil with a finger first.';

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Accessibility script',
  component: 'local-llm-chat',
  args: { script: { reply: ANSWER } },
  argTypes: { tree: { table: { disable: true } }, settings: { table: { disable: true } } },
  parameters: { docs: { story: { inline: false, height: '44rem' } } },
  // Something to come from and to go on to by Tab, and something to ask about.
  render: ({ script, tree, settings }) => html`
    <p><a href="#before">Before the chat</a></p>
    <p>Monsteras come from the forests of Central America, where they climb trees towards the light.</p>
    ${chatOf(script, tree, settings)}
    <p><a href="#after">After the chat</a></p>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

function chatOf(script: FakeLLMOptions, tree?: MessageTree, settings: Partial<LocalLLMChat> = {}): LocalLLMChat {
  const chat = document.createElement('local-llm-chat');
  return Object.assign(chat, { llm: tree ? llmWith(tree, script) : createFakeLLM(script), ...settings });
}

/** Waits until the selector finds something in the chat. */
async function find(canvas: HTMLElement, selector: string): Promise<LocalLLMChat> {
  for (;;) {
    const chat = canvas.querySelector('local-llm-chat');
    if (chat?.shadowRoot?.querySelector(selector)) return chat;
    await new Promise(requestAnimationFrame);
  }
}

/** What there is to add comes a little later than the field. */
const FIELD = '[part~=input], .file-input';
const WRITTEN = '[part~=message-actions]';

/** Nothing is downloaded yet. */
export const Start: Story = { args: { script: { downloadMs: 60_000, loadMs: 2000, reply: ANSWER } } };

/** Ready, and nothing said yet. */
export const Ask: Story = {
  args: { script: { prefillMs: 500, tokensPerSecond: 10, reply: ANSWER } },
  play: async ({ canvasElement }) => void (await find(canvasElement, FIELD)),
};

const FACTS = [
  'Monsteras climb.',
  'Their leaves are split so that wind and rain pass through them.',
  'Water them once a week in summer, and every second week in winter, when they grow more slowly than before.',
  'Most of them like a bright place.',
  'The sun of noon burns them.',
];

/** An answer of about 300 words, ten in a second. */
export const LongAnswer: Story = {
  args: { script: { tokensPerSecond: 10, reply: Array.from({ length: 6 }, () => FACTS.join(' ')).join('\n\n') } },
  play: async ({ canvasElement }) => void (await find(canvasElement, FIELD)),
};

/** A question and an answer, which can be rated. */
export const Message: Story = {
  args: { tree: SHORT, settings: { feedback: true } },
  play: async ({ canvasElement }) => void (await find(canvasElement, WRITTEN)),
};

/** The second of three answers. */
export const Versions: Story = {
  args: { tree: BRANCHED },
  play: async ({ canvasElement }) => void (await find(canvasElement, WRITTEN)),
};

/** Files, and the page around the chat. */
export const Add: Story = {
  args: { settings: { pageContext: 'page selection' } },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.file-input')),
};

/** What can be done with a text, such as the page. */
export const Tasks: Story = {
  args: { settings: { pageContext: 'page', tasks: true } },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.file-input')),
};

/** What answers from the documents of a site. */
export const Documents: Story = {
  args: {
    script: { ...shopAssistant(), prefillMs: 500 },
    settings: { knowledge: { find: async (query, options) => (await shopKnowledge()).find(query, options) } },
  },
  play: async ({ canvasElement }) => void (await find(canvasElement, FIELD)),
};

/** Seven conversations, of which one is open. */
export const List: Story = {
  args: { settings: { threads: 'sheet', historyName: 'accessibility-script' } },
  play: async ({ canvasElement }) => {
    const chat = await find(canvasElement, FIELD);
    await chat.importThreads(sampleArchive());
    await chat.openThread('sample-1');
    await find(canvasElement, '[part~=threads-button]');
  },
};

export const Launcher: Story = {
  args: { script: { reply: ANSWER, tokensPerSecond: 10 }, settings: { display: 'launcher' } },
  play: async ({ canvasElement }) => void (await find(canvasElement, '[part~=launcher-button]')),
};

export const Panel: Story = {
  args: { settings: { display: 'panel' } },
  play: async ({ canvasElement }) => void (await find(canvasElement, '[part~=launcher-button]')),
};

/** The download fails. */
export const LoadFails: Story = {
  args: {
    script: { downloadMs: 1000, failLoad: new LocalLLMError('network', 'The connection was reset after 42 MB.') },
  },
};

/** An answer fails after a few words. */
export const AnswerFails: Story = {
  args: {
    script: {
      reply: ANSWER,
      failAfterTokens: { tokens: 5, error: new LocalLLMError('device-lost', 'GPUDevice was lost.') },
    },
  },
  play: async ({ canvasElement }) => void (await find(canvasElement, FIELD)),
};

/** An article with a button that summarises it. */
export const Summary: Story = {
  args: {
    script: {
      downloadMs: 4000,
      loadMs: 1000,
      prefillMs: 3000,
      tokensPerSecond: 10,
      reply: 'Monsteras come from forests.',
    },
  },
  render: ({ script }) => html`
    <p><a href="#before">Before the summary</a></p>
    <local-llm-summary for="article" .llm=${createFakeLLM(script)}></local-llm-summary>
    <p id="article">Monsteras come from the forests of Central America, where they climb trees towards the light.</p>
    <p><a href="#after">After the summary</a></p>
  `,
  play: async ({ canvasElement }) => {
    const summary = canvasElement.querySelector('local-llm-summary');
    while (!summary?.shadowRoot?.querySelector('#notes span')) await new Promise(requestAnimationFrame);
  },
};

/** The same where the model is on the device. */
export const SummaryHere: Story = { ...Summary, args: { script: { reply: 'Monsteras come from forests.' } } };

/** A search box whose model would have to be downloaded. */
export const Search: Story = {
  args: { script: { downloadMs: 4000, loadMs: 1000, prefillMs: 3000, reply: LIGHT } },
  render: ({ script }) => html`
    <p><a href="#before">Before the search</a></p>
    <local-llm-search .knowledge=${plantKnowledge()} .llm=${createFakeLLM(script)}></local-llm-search>
    <p><a href="#after">After the search</a></p>
  `,
};
