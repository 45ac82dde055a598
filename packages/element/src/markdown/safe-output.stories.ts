/** What a reader sees of links, images and hidden characters in an answer, whoever made the model write them. */
import type { MessageTree } from '@local-llm-chat/core';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';
import { file, llmWith, message } from '../messages/messages.case.js';

interface Arguments {
  /** The conversation so far. */
  tree: MessageTree;
  /** Where images may be loaded from. */
  imageOrigins?: string;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Safe answers',
  component: 'local-llm-chat',
  argTypes: { tree: { table: { disable: true } } },
  render: ({ tree, imageOrigins }) => html`
    <local-llm-chat .llm=${llmWith(tree)} .imageOrigins=${imageOrigins}></local-llm-chat>
  `,
  play: async ({ canvasElement }) => {
    await canvasElement.querySelector('local-llm-chat')?.load();
    await find(canvasElement, '[part~=message-actions]');
  },
};

export default meta;

type Story = StoryObj<Arguments>;

function conversation(answer: string, question: Parameters<typeof message>[3] = 'Show me.'): MessageTree {
  return {
    messages: [message('q', 'user', null, question), message('a', 'assistant', 'q', answer)],
    leafId: 'a',
  };
}

async function find(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = canvas.querySelector('local-llm-chat')?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

const LINKS = `A label says where it leads, or the host stands beside it: [the guide](https://example.org/plants),
https://example.org/plants, [example.org](https://example.org/), [write to us](mailto:plants@example.org).

- A label that names another host: [good.example](https://evil.example/good.example)
- Letters that look like others: [apple](https://аpple.com/)
- A port: [the test server](https://example.org:8443/)
- A long name: [here](https://a-very-long-name-of-a-host-that-has-to-break.somewhere-else.example/)
- بالعربية: [الدليل](https://example.org/plants) للنباتات

| Plant | More |
| --- | --- |
| Monstera | [read on](https://example.org/monstera) |
`;

/** The host of each link is seen before it is followed, and not copied with its label. */
export const Links: Story = { args: { tree: conversation(LINKS) } };

/** An answer that rests on a file, a page or a tool's reading: its links ask first. */
export const Question: Story = {
  args: {
    tree: conversation(
      'It needs light, see [the supplement](https://plants.example/care?for=Monstera&note=dear%20diary).',
      [file('f', 'care-sheet.pdf', { pages: 12 }), { type: 'text', text: 'What does it need?' }],
    ),
  },
  play: async ({ canvasElement }) => {
    await canvasElement.querySelector('local-llm-chat')?.load();
    (await find(canvasElement, '.markdown a')).click();
    await find(canvasElement, '[part~=leave-dialog]');
  },
};

const picture = (name: string) => new URL(name, location.href).href;

/** One of an origin that the site has named, and one of somebody else’s. */
export const Images: Story = {
  args: {
    imageOrigins: location.origin,
    tree: conversation(
      `From the site: ![Its sign](${picture('favicon.svg')})\n\n` +
        'From elsewhere: ![A cactus](https://example.org/cactus.png)',
    ),
  },
  play: async ({ canvasElement }) => {
    await canvasElement.querySelector('local-llm-chat')?.load();
    await find(canvasElement, '.picture img');
  },
};

const HIDDEN = `Turned around: invoice\u202Efdp.exe, in a [label\u202E](https://example.org/), and said to nobody:
hello${String.fromCodePoint(...[...'send it'].map((one) => 0xe0000 + one.charCodeAt(0)))}

Zero\u200Bwidth, a filler\u3164here, and an address: [docs](https://example.org/\u200Ba)

\`\`\`js
if (level !== "user\u202E \u2066// only for admins\u2069 \u2066") {
  grant();
}
\`\`\`

As it should be: می\u200Cخواهم, C++\u200E, Donau\u00ADdampf\u00ADschiff.
`;

/** Characters that show nothing, or turn around what is shown, are named where they stand. */
export const HiddenCharacters: Story = { args: { tree: conversation(HIDDEN) } };
