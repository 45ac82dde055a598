/** Answers in Markdown: everything there is, and how it looks while it is written. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../define.js';

interface Arguments {
  /** What the scripted model answers. */
  reply: string;
  /** How fast. */
  tokensPerSecond: number;
}

const meta: Meta<Arguments> = {
  title: 'local-llm-chat/Markdown',
  component: 'local-llm-chat',
  argTypes: { reply: { control: 'text' }, tokensPerSecond: { control: 'number' } },
  args: { tokensPerSecond: 0 },
  render: ({ reply, tokensPerSecond }) => html`
    <local-llm-chat .llm=${createFakeLLM({ reply, ...(tokensPerSecond > 0 ? { tokensPerSecond } : {}) })}></local-llm-chat>
  `,
  play: async ({ canvasElement }) => {
    const chat = canvasElement.querySelector('local-llm-chat');
    await chat?.load();
    void chat?.send('Show me.');
  },
};

export default meta;

type Story = StoryObj<Arguments>;

const TEXT = `# Watering

A **Monstera** likes *half* shade, ~~full sun~~ and \`2 cm\` of dry soil. See [the guide](https://example.org/plants),
or [another][more] with a note[^soil].

## Steps

1. Check the soil.
   - with a finger
   - or with a stick
     1. clean
     2. dry
2. Water slowly.

   Until it runs out below.
3. Empty the saucer.

- [x] Buy a can
- [ ] Find a place

> Too much water is worse than too little.
>
> > So they say.

### How often

| Plant | Days | Light | Remark |
| :--- | ---: | :---: | --- |
| Monstera | 7 | half shade | less in **winter** |
| Cactus | 21 | full sun | [read more](https://example.org/cactus) |

---

Raw HTML stays text: <b>bold</b>. An image is named: ![A leaf](https://example.org/leaf.png)

[more]: https://example.org/more

[^soil]: Two centimetres deep, as said above.
`;

/** Everything but code. */
export const Everything: Story = { args: { reply: TEXT } };

/** The same as it comes: no mark of half-written syntax is ever seen. */
export const WhileItIsWritten: Story = { args: { reply: TEXT, tokensPerSecond: 12 } };

/** Code in some of the languages that have colours. */
export const Code: Story = {
  args: {
    reply: `\`\`\`ts
// How many days are left?
export function daysLeft(last: Date, every = 7): number {
  const passed = (Date.now() - last.getTime()) / 86_400_000;
  return Math.max(0, Math.round(every - passed));
}
\`\`\`

\`\`\`python
@dataclass
class Plant:
    """A plant in a pot."""
    name: str
    every: int = 7

    def is_dry(self) -> bool:
        return self.days() > self.every and not self.name == "cactus"
\`\`\`

\`\`\`html
<local-llm-chat heading="Plants"></local-llm-chat>
\`\`\`

\`\`\`css
.leaf { color: #2f5bd0; margin-inline: 2rem; }
\`\`\`

\`\`\`diff
- water every day
+ water every week
\`\`\`

\`\`\`sh
npm install @local-llm-chat/element # and that is all
\`\`\`

\`\`\`
No language, and a line that is much too long for the width it has, so that it scrolls or wraps as the page has it.
\`\`\`
`,
  },
};

/** Footnotes are buttons: the first leads to the note, the arrow back. */
export const Footnotes: Story = {
  args: {
    reply: `Plants drink[^water] and breathe[^air]. Cacti drink less[^water].

[^water]: Through their roots.
[^air]: Through their leaves, by *stomata*.

    They close at night.
`,
  },
};

/** Each paragraph, item and cell has the direction of its own text. */
export const BothDirections: Story = {
  args: {
    reply: `مرحبا بالعالم، هذا **نص** بالعربية.

This one is English.

- عنصر أول
- عنصر ثان مع \`code\`

| اسم | Days |
| --- | --- |
| صبار | 21 |
`,
  },
};

/** Wide tables and long lines of code scroll in a frame of their own. */
export const Wide: Story = {
  args: {
    reply: `| ${Array.from({ length: 12 }, (_, index) => `Column ${index + 1}`).join(' | ')} |
|${'---|'.repeat(12)}
${Array.from({ length: 4 }, (_, row) => `| ${Array.from({ length: 12 }, (__, column) => `cell ${row + 1}.${column + 1}`).join(' | ')} |`).join('\n')}

Averylongwordwithoutanyplacetobreakit${'andsoon'.repeat(30)}
`,
  },
};
