/** Code that an answer contains, run in the sandbox: its output, and how it ends. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';

interface Arguments {
  /** The code in the answer. */
  code: string;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Code that runs',
  component: 'local-llm-chat',
  argTypes: { code: { control: 'text' } },
  render: ({ code }) => html`
    <local-llm-chat run-code .llm=${createFakeLLM({ reply: `\`\`\`js\n${code}\n\`\`\`` })}></local-llm-chat>
  `,
  play: async ({ canvasElement }) => {
    const chat = canvasElement.querySelector('local-llm-chat');
    await chat?.load();
    await chat?.send('Show me.');
    const find = (part: string) => chat?.shadowRoot?.querySelector<HTMLElement>(`[part~="${part}"]`) ?? null;
    while (find('run-button') === null) await new Promise(requestAnimationFrame);
    find('run-button')?.click();
    while (!/again/.test(find('run-button')?.textContent ?? '')) await new Promise(requestAnimationFrame);
    // How long it took is never twice the same.
    const status = find('code-output')?.querySelector('.run-status');
    if (status) status.textContent = 'Done in 0.01 seconds.';
  },
};

export default meta;

type Story = StoryObj<Arguments>;

/** Lines, a table and the value of the last expression. */
export const Output: Story = {
  args: {
    code: `const plants = [
  { plant: 'Monstera', days: 7, light: 'half shade' },
  { plant: 'Cactus', days: 21, light: 'full sun' },
];
console.log('Looking at', plants.length, 'plants');
console.table(plants);
console.warn('A cactus wants no more.');
plants.reduce((sum, { days }) => sum + days, 0) / plants.length`,
  },
};

/** Numbers as bars, and as a line. */
export const Charts: Story = {
  args: {
    code: `chart({ Mon: 12, Tue: 19, Wed: 7, Thu: 15 }, { title: 'Visits' });
const growth = Array.from({ length: 40 }, (_, day) => 20 / (1 + Math.exp(4 - day / 5)));
chart(growth, { type: 'line', title: 'Height in cm' });`,
  },
};

/** An error, with the line that it is in. */
export const Failed: Story = { args: { code: `const plants = ['Monstera'];\nplants.water();` } };
