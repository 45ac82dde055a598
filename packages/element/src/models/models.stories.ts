/** Changing, downloading and deleting models, on scripted ones that need no download. */
import type { CachedModel, StorageReport } from '@local-llm-chat/core';
import { LocalLLMError } from '@local-llm-chat/core';
import type { FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import type { LocalLLMChat } from '../local-llm-chat.js';
import { createShelvedLLM, ScriptedShelf, sampleModels, sampleShelf } from './shelf.case.js';

interface Arguments {
  /** What the scripted models do. */
  script: FakeLLMOptions;
  /** What is stored. */
  stored?: readonly CachedModel[];
  report?: Partial<StorageReport>;
  /** What is stored cannot be read. */
  failing?: boolean;
  /** Reading what is stored never ends. */
  reading?: boolean;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Models',
  component: 'local-llm-chat',
  render: ({ script, stored, report, failing, reading }) => {
    const shelf = new ScriptedShelf(stored ?? [], report);
    shelf.failing = failing ?? false;
    if (reading) shelf.reading = new Promise(() => undefined);
    return html`<local-llm-chat .llm=${createShelvedLLM(script, shelf)}></local-llm-chat>`;
  },
};

export default meta;

type Story = StoryObj<Arguments>;

const FIRST_VISIT: FakeLLMOptions = { downloadMs: 20_000, loadMs: 1500, reply: 'Yes, with pleasure.' };
const ANSWER =
  'A Monstera likes **half shade** and water once a week. Yellow leaves mostly mean that it stands too wet.';

function find(canvas: HTMLElement): LocalLLMChat {
  const chat = canvas.querySelector('local-llm-chat');
  if (chat === null) throw new Error('The story has no <local-llm-chat>.');
  return chat;
}

/** Presses the part of that name as soon as it is there. */
async function press(canvas: HTMLElement, name: string): Promise<void> {
  for (;;) {
    const button = find(canvas).shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
    if (button) {
      button.click();
      await find(canvas).updateComplete;
      return;
    }
    await new Promise(requestAnimationFrame);
  }
}

async function openSheet(canvas: HTMLElement): Promise<void> {
  await press(canvas, 'change-button');
  while (find(canvas).shadowRoot?.querySelector('[part~="storage"]') == null) await new Promise(requestAnimationFrame);
}

/** There are other models than the one that was chosen. */
export const FirstVisitWithOthers: Story = { args: { script: FIRST_VISIT } };

/** The list, before anything was downloaded. */
export const OtherModels: Story = {
  args: { script: FIRST_VISIT },
  play: ({ canvasElement }) => press(canvasElement, 'others-button'),
};

/** An earlier download was cut short: what it left is kept. */
export const ContinueDownload: Story = {
  args: {
    script: FIRST_VISIT,
    stored: [{ ...sampleShelf()[0], bytes: 40_000_000, complete: false } as CachedModel],
  },
};

export const DownloadPaused: Story = {
  args: { script: { ...FIRST_VISIT, downloadMs: 6000, hold: 'paused' } },
  play: ({ canvasElement }) => press(canvasElement, 'start-button'),
};

/** It goes on by itself when the connection is back. */
export const DownloadOffline: Story = {
  args: { script: { ...FIRST_VISIT, downloadMs: 2000, hold: 'offline' } },
  play: ({ canvasElement }) => press(canvasElement, 'start-button'),
};

export const DownloadRetrying: Story = {
  args: { script: { ...FIRST_VISIT, downloadMs: 2000, hold: 'retrying' } },
  play: ({ canvasElement }) => press(canvasElement, 'start-button'),
};

/** The download was cut by the network; half of it is here. */
export const DownloadInterrupted: Story = {
  args: {
    script: {
      ...FIRST_VISIT,
      downloadMs: 300,
      loadMs: 0,
      failLoad: new LocalLLMError('network', 'The connection was reset.'),
    },
    stored: [{ ...sampleShelf()[0], bytes: 40_000_000, complete: false } as CachedModel],
  },
  play: ({ canvasElement }) => press(canvasElement, 'start-button'),
};

/** The figures come from the error, and there is a way to make room. */
export const NoRoom: Story = {
  args: {
    script: {
      models: sampleModels.slice(0, 2),
      failLoad: new LocalLLMError('quota', 'QuotaExceededError', {
        details: { neededBytes: 396_705_472, freeBytes: 52_000_000 },
      }),
    },
  },
};

/** The first choice failed, and the next one is offered. */
export const SteppedDown: Story = {
  args: {
    script: {
      ...FIRST_VISIT,
      loadMs: 0,
      downloadMs: (model) => (model.id === 'fake-model' ? 300 : 60_000),
      failLoad: (model) =>
        model.id === 'fake-model' ? new LocalLLMError('load-failed', 'The file has an unknown format.') : null,
    },
  },
  play: ({ canvasElement }) => press(canvasElement, 'start-button'),
};

/** A model runs: another one is picked first and taken by the button. */
export const ChangeModel: Story = {
  args: {
    script: { reply: ANSWER, downloadMs: (model) => (model.id === 'fake-model' ? 1 : 20_000) },
    stored: sampleShelf(),
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement).load();
    await find(canvasElement).send('My Monstera has yellow leaves. How do I water it?');
    await openSheet(canvasElement);
    find(canvasElement).shadowRoot?.querySelector<HTMLInputElement>('input[value="qwen3-0.6b"]')?.click();
  },
};

export const DeleteQuestion: Story = {
  args: { script: { reply: ANSWER }, stored: sampleShelf(), report: { persisted: false } },
  play: async ({ canvasElement }) => {
    await find(canvasElement).load();
    await openSheet(canvasElement);
    await press(canvasElement, 'delete-button');
  },
};

export const NothingStored: Story = {
  args: { script: { ...FIRST_VISIT, models: sampleModels.slice(0, 1) }, report: { usedBytes: 0 } },
  play: ({ canvasElement }) => openSheet(canvasElement),
};

export const StorageUnreadable: Story = {
  args: { script: { ...FIRST_VISIT, models: sampleModels.slice(0, 1) }, failing: true },
  play: ({ canvasElement }) => openSheet(canvasElement),
};

export const ReadingStorage: Story = {
  args: { script: { ...FIRST_VISIT, models: sampleModels.slice(0, 1) }, reading: true },
  play: ({ canvasElement }) => openSheet(canvasElement),
};

/** Another model downloads in the middle of a conversation. */
export const DownloadInConversation: Story = {
  args: { script: { reply: ANSWER, downloadMs: (model) => (model.id === 'fake-model' ? 1 : 60_000) } },
  play: async ({ canvasElement }) => {
    await find(canvasElement).load();
    await find(canvasElement).send('My Monstera has yellow leaves. How do I water it?');
    await openSheet(canvasElement);
    find(canvasElement).shadowRoot?.querySelector<HTMLInputElement>('input[value="qwen3-0.6b"]')?.click();
    await press(canvasElement, 'use-button');
  },
};

/** The device was lost in mid-answer: what was said stays, and can go on. */
export const AnswerCanGoOn: Story = {
  args: {
    script: {
      reply: ANSWER,
      failAfterTokens: { tokens: 11, error: new LocalLLMError('device-lost', 'GPUDevice was lost.') },
    },
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement).load();
    await find(canvasElement).send('My Monstera has yellow leaves. How do I water it?');
  },
};
