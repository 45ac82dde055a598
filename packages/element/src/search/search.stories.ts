/** Every state of `<local-llm-search>`, over a handful of pages and a scripted model. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../search.js';
import type { LocalLLMSearch } from './local-llm-search.js';
import { LIGHT, plantKnowledge } from './plants.case.js';

interface Arguments {
  /** What the scripted model does. */
  script: FakeLLMOptions;
  settings?: Partial<LocalLLMSearch>;
}

/** All of the pages, without a network. */
const garden = plantKnowledge();

const NEVER = 3_600_000;

const meta: Meta<Arguments> = {
  title: 'local-llm-search/States',
  component: 'local-llm-search',
  args: { script: { reply: LIGHT } },
  argTypes: { settings: { table: { disable: true } } },
  render: ({ script, settings }) => html`
    <h1>The plants on the windowsill</h1>
    ${Object.assign(document.createElement('local-llm-search'), {
      knowledge: garden,
      llm: createFakeLLM(script),
      ...settings,
    })}
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

/** Waits until something is shown, and returns the element. */
async function shows(canvas: HTMLElement, selector: string): Promise<LocalLLMSearch> {
  for (;;) {
    const search = canvas.querySelector('local-llm-search');
    if (search?.shadowRoot?.querySelector(selector)) return search;
    await new Promise(requestAnimationFrame);
  }
}

/** Types, as a visitor does, and waits for something. */
async function type(canvas: HTMLElement, text: string, until: string): Promise<LocalLLMSearch> {
  const search = await shows(canvas, 'input');
  void search.search(text).catch(() => undefined);
  return shows(canvas, until);
}

const OFFER = '#notes span';

/** Nothing is typed. */
export const Empty: Story = {
  args: { settings: { placeholder: 'Search the guides' } },
  play: async ({ canvasElement }) => void (await shows(canvasElement, 'input')),
};

/** A model could answer, and says what it costs. */
export const Results: Story = {
  args: { script: { downloadMs: NEVER } },
  play: async ({ canvasElement }) => void (await type(canvasElement, 'How much sun in the shade?', OFFER)),
};

/** The model has answered from the passages. */
export const Answer: Story = {
  play: async ({ canvasElement }) => {
    const search = await type(canvasElement, 'How much shade does a monstera need?', OFFER);
    search.shadowRoot?.querySelector<HTMLElement>('[part~=answer-button]')?.click();
    await shows(canvasElement, 'a.citation');
  },
};

export const NothingFound: Story = {
  args: { settings: { answers: 'off' } },
  play: async ({ canvasElement }) => void (await type(canvasElement, 'bicycle', '.nothing')),
};

/** What is where the index should be is none. */
export const Failed: Story = {
  args: { settings: { answers: 'off', knowledge: 'data:application/json,{}' } },
  play: async ({ canvasElement }) => void (await type(canvasElement, 'shade', '[part~=retry-button]')),
};

/** Files of the visitor are searched too. */
export const Files: Story = {
  args: { settings: { answers: 'off', files: true, density: 'compact' } },
  play: async ({ canvasElement }) => {
    const search = await shows(canvasElement, '[part~=add-button]');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['My cactus wants no water, and the sun of noon.'], 'My cactus.txt'));
    search.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await shows(canvasElement, '.chip bdi');
    await type(canvasElement, 'sun of noon', '.result-title');
  },
};
