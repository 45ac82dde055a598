/** The three themes, and the chat in less room. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import contrast from '../../themes/contrast.css?inline';
import midnight from '../../themes/midnight.css?inline';
import paper from '../../themes/paper.css?inline';
import '../define.js';

interface Arguments {
  theme: string;
  density?: 'compact';
}

const REPLY = `Water it **once a week**; [the guide](https://example.org/plants) says more.

| Plant | Every | Light |
| --- | ---: | :---: |
| Monstera | 7 days | half shade |

\`\`\`ts
const days = 7; // in summer
\`\`\``;

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Looks',
  component: 'local-llm-chat',
  args: { theme: '' },
  argTypes: { theme: { table: { disable: true } } },
  render: ({ theme, density }) => html`
    <style>
      ${theme.replace(':where(:root),', '')}
    </style>
    <local-llm-chat
      class="llm-paper llm-midnight llm-contrast"
      .density=${density}
      .llm=${createFakeLLM({ reply: REPLY })}
    ></local-llm-chat>
  `,
  play: async ({ canvasElement }) => {
    const chat = canvasElement.querySelector('local-llm-chat');
    await chat?.updateComplete;
    await chat?.load();
    await chat?.send('How often do I water a Monstera?');
  },
};

export default meta;

type Story = StoryObj<Arguments>;

/** `themes/paper.css` */
export const Paper: Story = { args: { theme: paper } };

/** `themes/midnight.css` */
export const Midnight: Story = { args: { theme: midnight } };

/** `themes/contrast.css` */
export const Contrast: Story = { args: { theme: contrast } };

/** `density="compact"` */
export const Compact: Story = { args: { density: 'compact' } };
