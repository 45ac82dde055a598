/** Every state of `<local-llm-summary>`, over a short article and a scripted model. */
import { type LocalLLM, LocalLLMError } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions, fakeModel } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../summary.js';
import type { LocalLLMSummary } from './local-llm-summary.js';

interface Arguments {
  /** What the scripted model does. */
  script: FakeLLMOptions;
  settings?: Partial<LocalLLMSummary>;
  /** How many times as long the article is. */
  times?: number;
}

const SUMMARY =
  'Monsteras come from the forests of Central America, where they climb trees towards the light. Their leaves are split so that wind and rain pass through them. They want water once a week in summer, and half as often in winter.';
const POINTS = JSON.stringify([
  'Monsteras climb trees towards the light.',
  'Their leaves are split so that wind and rain pass through them.',
  'They want water once a week in summer.',
]);
const NEVER = 3_600_000;

/** A model that stands still in the midst of an answer, so that it can be looked at. */
function stopsAt(where: { request: number; said: string }, script: FakeLLMOptions): LocalLLM {
  const llm = createFakeLLM(script);
  let requests = 0;
  const generate: LocalLLM['generate'] = async function* (request, options) {
    requests += 1;
    if (requests <= where.request) return yield* llm.generate(request, options);
    yield { type: 'generation-start' };
    if (where.said !== '') yield { type: 'text-delta', text: where.said };
    await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
  };
  return Object.assign(Object.create(llm) as LocalLLM, { generate });
}

const meta: Meta<Arguments> = {
  title: 'local-llm-summary/States',
  component: 'local-llm-summary',
  args: { script: { reply: SUMMARY } },
  argTypes: { settings: { table: { disable: true } }, times: { table: { disable: true } } },
  render: ({ script, settings, times = 1 }) => html`
    <h1>The plant on the windowsill</h1>
    ${Object.assign(document.createElement('local-llm-summary'), {
      htmlFor: 'plant',
      llm: createFakeLLM(script),
      ...settings,
    })}
    <article id="plant">
      <p>
        Monsteras come from the forests of Central America, where they climb trees towards the light. Their leaves are
        split so that wind and rain pass through them.
      </p>
      <p>
        In a room they want half shade and water: once a week in summer, and half as often in winter, when they grow
        more slowly. The sun of noon burns them.
      </p>
      ${times > 1 ? html`<p>${'Check the soil with a finger before you water the plant. '.repeat(times)}</p>` : ''}
    </article>
  `,
};

export default meta;

type Story = StoryObj<Arguments>;

/** Waits until something is shown, and returns the element. */
async function shows(canvas: HTMLElement, selector: string): Promise<LocalLLMSummary> {
  for (;;) {
    const summary = canvas.querySelector('local-llm-summary');
    if (summary?.shadowRoot?.querySelector(selector)) return summary;
    await new Promise(requestAnimationFrame);
  }
}

/** Presses the button once it says what it costs, as a visitor does. */
async function press(canvas: HTMLElement, until: string): Promise<LocalLLMSummary> {
  const summary = await shows(canvas, '#notes span');
  summary.shadowRoot?.querySelector<HTMLElement>('[part~=summarize-button]')?.click();
  return shows(canvas, until);
}

const DONE = '[part~=copy-button]';

/** The model is on the device. */
export const Offer: Story = {
  play: async ({ canvasElement }) => void (await shows(canvasElement, '#notes span')),
};

/** A model has to be downloaded: the button says what that costs. */
export const FirstVisit: Story = {
  args: { script: { downloadMs: NEVER } },
  play: async ({ canvasElement }) => void (await shows(canvasElement, '#notes span')),
};

/** The button was pressed before it could say so. */
export const AskedAgain: Story = {
  args: { script: { downloadMs: NEVER, realBytes: 2_000_000_000 } },
  play: async ({ canvasElement }) => void (await press(canvasElement, '#notes span:nth-of-type(3)')),
};

export const Downloading: Story = {
  args: { script: { downloadMs: 1, hold: 'offline' } },
  play: async ({ canvasElement }) => void (await press(canvasElement, '.held')),
};

export const Starting: Story = {
  args: { script: { loadMs: NEVER } },
  play: async ({ canvasElement }) => void (await press(canvasElement, '[part~=progress]')),
};

export const Reading: Story = {
  args: { script: { prefillMs: NEVER } },
  play: async ({ canvasElement }) => void (await press(canvasElement, '[part~=stop-button]')),
};

/** A long article is read part by part. */
export const ReadingInParts: Story = {
  args: {
    times: 90,
    settings: {
      length: 'short',
      llm: stopsAt({ request: 2, said: '' }, { contextWindow: 512, reply: 'Check the soil with a finger.' }),
    },
  },
  play: async ({ canvasElement }) => {
    const summary = await press(canvasElement, '[part~=markdown]');
    while (!summary.shadowRoot?.querySelector('[part~=title]')?.textContent?.includes('3'))
      await new Promise(requestAnimationFrame);
  },
};

export const Writing: Story = {
  args: { settings: { llm: stopsAt({ request: 0, said: SUMMARY.slice(0, 143) }, {}) } },
  play: async ({ canvasElement }) => {
    const summary = await press(canvasElement, '[part~=markdown]');
    while (!summary.summary.includes('wind')) await new Promise(requestAnimationFrame);
  },
};

/** Another summary of the page comes first. */
export const Queued: Story = {
  args: { script: { prefillMs: NEVER } },
  render: (args, context) => html`
    ${meta.render?.(args, context)}
    <local-llm-summary for="plant" .llm=${createFakeLLM(args.script)}></local-llm-summary>
  `,
  play: async ({ canvasElement }) => {
    await press(canvasElement, '[part~=stop-button]');
    const second = canvasElement.querySelectorAll('local-llm-summary')[1];
    void second?.summarize().catch(() => undefined);
    while (!second?.shadowRoot?.querySelector('[part~=stop-button]')) await new Promise(requestAnimationFrame);
  },
};

export const Done: Story = {
  play: async ({ canvasElement }) => void (await press(canvasElement, DONE)),
};

export const Bullets: Story = {
  args: { script: { reply: POINTS }, settings: { format: 'bullets' } },
  play: async ({ canvasElement }) => void (await press(canvasElement, DONE)),
};

export const Headline: Story = {
  args: {
    script: { reply: 'Monsteras climb towards the light' },
    settings: { format: 'headline', density: 'compact' },
  },
  play: async ({ canvasElement }) => void (await press(canvasElement, DONE)),
};

/** The visitor has pressed "Stop". */
export const Stopped: Story = {
  ...Writing,
  play: async (context) => {
    await Writing.play?.(context);
    context.canvasElement.querySelector('local-llm-summary')?.abort();
    await shows(context.canvasElement, DONE);
  },
};

export const ArticleChanged: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, DONE);
    canvasElement.querySelector('#plant')?.append('Give it a stake to climb on.');
    await shows(canvasElement, '.news');
  },
};

export const Failed: Story = {
  args: { script: { failLoad: new LocalLLMError('out-of-memory', 'WebAssembly.Memory could not grow to 1,024 MiB.') } },
  play: async ({ canvasElement }) => void (await press(canvasElement, '[part~=retry-button]')),
};

export const NoArticle: Story = {
  args: { settings: { htmlFor: 'nothing' } },
  play: async ({ canvasElement }) => void (await shows(canvasElement, '.missing')),
};

/** Nothing can run here. */
export const Unsupported: Story = {
  args: { script: { models: [], findCandidates: async () => ({ candidates: [], passedOver: [] }) } },
  play: async ({ canvasElement }) => void (await shows(canvasElement, '.missing')),
};

/** Only the server knows the size. */
export const UnknownSize: Story = {
  args: { script: { downloadMs: NEVER, model: { ...fakeModel, bytes: null } } },
  play: async ({ canvasElement }) => void (await shows(canvasElement, '#notes span')),
};
