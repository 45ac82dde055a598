/** The pieces of a chat, arranged by a page with plain CSS. */
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../parts.js';

interface Arguments {
  script: FakeLLMOptions;
}

const REPLY = 'Water it **once a week**:\n\n1. Check the soil with a finger.\n2. Water slowly until it runs out below.';

const meta: Meta<Arguments> = {
  title: 'Pieces/By hand',
  component: 'local-llm-session',
  args: { script: { reply: REPLY, tokensPerSecond: 60 } },
};

export default meta;

type Story = StoryObj<Arguments>;

async function ask(canvas: HTMLElement): Promise<void> {
  const session = canvas.querySelector('local-llm-session');
  if (session === null) throw new Error('The story has no <local-llm-session>.');
  await session.updateComplete;
  await session.load();
  await session.send('How often do I water a Monstera?');
}

/** Notes of the page, the conversation, and the model: three columns, one below another where there is no room. */
export const ThreeColumns: Story = {
  render: ({ script }) => html`
    <style>
      .columns {
        display: grid;
        grid-template: 'notes talk model' 1fr / minmax(10rem, 1fr) minmax(18rem, 2fr) minmax(14rem, 1fr);
        gap: 1.5rem;
        block-size: 36rem;
      }
      .columns > .notes {
        grid-area: notes;
      }
      .columns > .talk {
        grid-area: talk;
        display: grid;
        grid-template-rows: 1fr auto;
        min-block-size: 0;
        border: 1px solid color-mix(in oklab, currentColor 20%, transparent);
        border-radius: 1rem;
        padding-block-end: 0.75rem;
      }
      .columns local-llm-messages {
        block-size: 100%;
      }
      .columns local-llm-model-panel {
        grid-area: model;
      }
      @media (width < 56rem) {
        .columns {
          grid-template: 'model' 'notes' 'talk' / 1fr;
          block-size: auto;
        }
        .columns local-llm-messages {
          block-size: 24rem;
        }
      }
    </style>
    <local-llm-session .llm=${createFakeLLM(script)}>
      <div class="columns">
        <div class="notes">
          <h2>Monstera</h2>
          <p>Half shade, 18 to 27 °C, a large pot.</p>
        </div>
        <div class="talk">
          <local-llm-messages></local-llm-messages>
          <local-llm-composer></local-llm-composer>
        </div>
        <local-llm-model-panel></local-llm-model-panel>
      </div>
    </local-llm-session>
  `,
  play: ({ canvasElement }) => ask(canvasElement),
};

/** Before the visitor has agreed. */
export const FirstVisit: Story = { ...ThreeColumns, args: { script: { downloadMs: 60_000 } }, play: async () => {} };

/** The field stands at the top of the page, and names the session by its id. */
export const ByName: Story = {
  render: ({ script }) => html`
    <local-llm-composer for="plants"></local-llm-composer>
    <hr />
    <local-llm-session id="plants" .llm=${createFakeLLM(script)}>
      <local-llm-messages></local-llm-messages>
    </local-llm-session>
  `,
  play: ({ canvasElement }) => ask(canvasElement),
};
