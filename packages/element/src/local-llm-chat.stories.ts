/** Every state of `<local-llm-chat>`, on a scripted model that needs no download. */
import { LocalLLMError, type LocalLLMErrorOptions } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions, fakeModel } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import './define.js';
import type { LocalLLMChat } from './local-llm-chat.js';

interface Arguments {
  heading?: string;
  placeholder?: string;
  autoload?: boolean;
  /** What the scripted model does. */
  script: FakeLLMOptions;
}

const ANSWER = `Here is a short plan for **watering** a Monstera:

1. Check the soil with a finger, about \`2 cm\` deep.
2. Water slowly until it runs out below.
3. Empty the saucer after *ten minutes*.

> Too much water is worse than too little.

| Plant | Every | Light |
| --- | ---: | :---: |
| Monstera | 7 days | half shade |
| Cactus | 21 days | full sun |

\`\`\`ts
const days = { monstera: 7, cactus: 21 };
console.log(\`Water the Monstera every \${days.monstera} days.\`);
\`\`\`

- [x] Buy a can
- [ ] Find a sunny place

More in [the guide](https://example.org/plants).`;

const QUESTION = 'My Monstera has yellow leaves. How do I water it?';
const NEVER = 600_000;

function error(code: LocalLLMError['code'], message: string, options?: LocalLLMErrorOptions): LocalLLMError {
  return new LocalLLMError(code, message, options);
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/States',
  component: 'local-llm-chat',
  render: ({ script, heading, placeholder, autoload }) => html`
    <local-llm-chat
      .llm=${createFakeLLM(script)}
      .heading=${heading}
      .placeholder=${placeholder}
      .autoload=${autoload ?? false}
    ></local-llm-chat>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

/** Waits until the model behind a story is ready and asks it something. */
async function ask(canvas: HTMLElement, question = QUESTION): Promise<LocalLLMChat> {
  const chat = find(canvas);
  await chat.load();
  void chat.send(question);
  return chat;
}

function find(canvas: HTMLElement): LocalLLMChat {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  return chat;
}

/** Presses the first button of the panel, as a visitor does. */
async function start(canvas: HTMLElement): Promise<void> {
  const chat = find(canvas);
  while (chat.status !== 'awaiting-consent') await new Promise(requestAnimationFrame);
  await chat.updateComplete;
  chat.shadowRoot?.querySelector<HTMLButtonElement>('[part~="start-button"]')?.click();
}

/** The device is examined; this takes an instant. */
export const Checking: Story = { args: { script: { findCandidates: () => new Promise(() => undefined) } } };

/** Nothing has been downloaded: the visitor sees what it is and what it costs. */
export const FirstVisit: Story = {
  args: { script: { downloadMs: 8000, loadMs: 1500, reply: ANSWER, tokensPerSecond: 30 } },
};

/** A size that was computed is said to be one. */
export const FirstVisitApproximateSize: Story = {
  args: { script: { downloadMs: 8000, model: { ...fakeModel, bytes: 210_000_000, bytesAre: 'approximate' } } },
};

/** Only the server knows the size. */
export const FirstVisitUnknownSize: Story = {
  args: { script: { downloadMs: 8000, model: { ...fakeModel, bytes: null } } },
};

export const Downloading: Story = {
  args: { script: { downloadMs: 60_000, reply: ANSWER } },
  play: ({ canvasElement }) => start(canvasElement),
};

export const Loading: Story = { args: { script: { loadMs: NEVER } } };

/** Ready, and nothing said yet. */
export const Ready: Story = { args: { script: { reply: ANSWER, tokensPerSecond: 30, prefillMs: 600 } } };

/** The question is read; no word of the answer has come. */
export const Thinking: Story = {
  args: { script: { prefillMs: NEVER } },
  play: async ({ canvasElement }) => void (await ask(canvasElement)),
};

export const Answering: Story = {
  args: { script: { reply: ANSWER, tokensPerSecond: 5 } },
  play: async ({ canvasElement }) => void (await ask(canvasElement)),
};

export const Answered: Story = {
  args: { script: { reply: ANSWER } },
  play: async ({ canvasElement }) => void (await ask(canvasElement)),
};

export const Stopped: Story = {
  args: { script: { reply: ANSWER, tokensPerSecond: 25 } },
  play: async ({ canvasElement }) => {
    const chat = await ask(canvasElement);
    while ((chat.messages.at(-1)?.parts[0]?.text.length ?? 0) < 120) await new Promise(requestAnimationFrame);
    chat.stop();
  },
};

export const AnswerFailed: Story = {
  args: {
    script: { reply: ANSWER, failAfterTokens: { tokens: 14, error: error('device-lost', 'GPUDevice was lost.') } },
  },
  play: async ({ canvasElement }) => void (await ask(canvasElement)),
};

export const DownloadFailed: Story = {
  args: { script: { failLoad: error('network', 'The connection was reset after 42 MB.') } },
};

export const DiskFull: Story = { args: { script: { failLoad: error('quota', 'QuotaExceededError') } } };

export const FileWasChanged: Story = { args: { script: { failLoad: error('integrity', 'SHA-256 differs.') } } };

export const Unsupported: Story = {
  args: {
    script: {
      findCandidates: async () => ({
        candidates: [],
        passedOver: [{ code: 'no-webgpu', message: 'This browser has no WebGPU.' }],
      }),
    },
  },
};

/** Two lines of style change it all. */
export const Themed: Story = {
  args: { script: { reply: ANSWER }, heading: 'Ask our gardener', placeholder: 'What is wrong with your plant?' },
  render: ({ script, heading, placeholder }) => html`
    <style>
      .themed {
        --llm-accent: light-dark(#2c6e49, #8fd3ac);
        --llm-on-accent: light-dark(#fff, #0d2418);
        --llm-surface: light-dark(#fbfaf5, #1a1f1b);
        --llm-radius: 0.5rem;
      }
    </style>
    <local-llm-chat
      class="themed"
      .llm=${createFakeLLM(script)}
      .heading=${heading}
      .placeholder=${placeholder}
    ></local-llm-chat>
  `,
  play: async ({ canvasElement }) => void (await ask(canvasElement)),
};

/** All three slots filled. */
export const Slots: Story = {
  args: { script: { reply: ANSWER } },
  render: ({ script }) => html`
    <local-llm-chat .llm=${createFakeLLM(script)}>
      <strong slot="header">The garden desk</strong>
      <p slot="empty">Ask about any plant in our shop.</p>
      <small slot="footer">Opening hours are on the home page.</small>
    </local-llm-chat>
  `,
};

/** As narrow as a phone, and from right to left. */
export const NarrowRightToLeft: Story = {
  args: { script: { reply: 'نعم، يمكن ذلك.\n\n1. تحقق من التربة\n2. اسقِ ببطء' }, heading: 'مساعد خاص' },
  render: ({ script, heading }) => html`
    <style>
      .narrow {
        inline-size: 20rem;
        max-inline-size: 100%;
      }
    </style>
    <local-llm-chat dir="rtl" lang="ar" class="narrow" .llm=${createFakeLLM(script)} .heading=${heading}></local-llm-chat>
  `,
  play: async ({ canvasElement }) => void (await ask(canvasElement, 'كيف أسقي النبات؟')),
};
