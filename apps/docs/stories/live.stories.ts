/** The element with its real engine and the starter model. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

const meta: Meta = {
  title: 'Live/Starter model',
  component: 'local-llm-chat',
  // Every docs page would start an engine of its own.
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
};

export default meta;

/** Nothing is downloaded before the button is pressed. The model then answers in this tab. */
export const StarterModel: StoryObj = {
  name: 'Starter model',
  render: () => html`<local-llm-chat model="/model-smollm2-135m/manifest.json"></local-llm-chat>`,
};

/** The same model answers from the guides of these docs alone, and says where it read it. */
export const FromTheGuides: StoryObj = {
  name: 'From the guides',
  render: () =>
    html`<local-llm-chat
      model="/model-smollm2-135m/manifest.json"
      knowledge="/llm-index.json"
      heading="Ask about local-llm-chat"
    ></local-llm-chat>`,
};
