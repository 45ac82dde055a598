/** The page's part of the stream bench: both sides get the same tokens from the same scripted engine. */
import { createFakeLLM, fakeModel } from '../packages/core/src/testing.ts';
import '../packages/element/src/define.ts';

const PARAGRAPH = `## A heading

Some **bold** text, some *emphasis*, a [link](https://example.com/) and \`code\`, all in one paragraph of an
ordinary answer that goes on for a while, as answers do.

- one item
- another item with \`code\`

\`\`\`js
const answer = 6 * 7;
\`\`\`

`;

/** A text of so many words: what the scripted engine takes for tokens. */
function textOf(tokens) {
  let text = '';
  let count = 0;
  while (count < tokens) {
    text += PARAGRAPH;
    count += PARAGRAPH.match(/\S+/g).length;
  }
  return text.match(new RegExp(`(?:\\S+\\s*){${tokens}}`))[0];
}

let run = async () => undefined;

globalThis.benchStream = {
  /** Makes all ready, so that only the stream is measured. */
  async prepare(who, tokens) {
    document.body.replaceChildren();
    const contextWindow = 1_000_000;
    const llm = createFakeLLM({
      reply: textOf(tokens),
      tokensPerSecond: 200,
      contextWindow,
      model: { ...fakeModel, contextLength: contextWindow },
    });
    await llm.load();
    const request = { maxTokens: 100_000 };
    if (who === 'plain') {
      const frame = document.createElement('pre');
      document.body.append(frame);
      run = async () => {
        const messages = [{ role: 'user', content: 'x' }];
        for await (const event of llm.generate({ messages, ...request })) {
          if (event.type === 'text-delta') frame.append(event.text);
        }
      };
      return;
    }
    const chat = document.createElement('local-llm-chat');
    chat.llm = llm;
    chat.request = request;
    document.body.append(chat);
    await chat.updateComplete;
    run = () => chat.send('x');
  },
  run: () => run(),
};
