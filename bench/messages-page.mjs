/** The page's part of the messages bench: one chat over a scripted engine, with a conversation that already is. */
import { createFakeLLM } from '../packages/core/src/testing.ts';
import '../packages/element/src/define.ts';
import { longTree } from '../packages/element/src/messages/messages.case.ts';

const TOKENS = 1000;
const longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask' });

let chat = null;

const frame = () => new Promise(requestAnimationFrame);

function messages() {
  return [...(chat.shadowRoot?.querySelectorAll('.message') ?? [])];
}

globalThis.benchMessages = {
  /** Resolves when all messages are drawn. */
  async open(count) {
    document.body.replaceChildren();
    longTasks.length = 0;
    const reply = 'A **word** and `more` of it. '.repeat(TOKENS / 8);
    const llm = createFakeLLM({ reply, tokensPerSecond: 200 });
    const restore = longTree(count);
    chat = document.createElement('local-llm-chat');
    Object.assign(chat.style, { display: 'block', inlineSize: '700px', blockSize: '600px' });
    chat.llm = { ...llm, createChat: (options) => llm.createChat({ ...options, restore }) };
    chat.request = { maxTokens: TOKENS };
    document.body.append(chat);
    await chat.load();
    while (messages().length < count || messages().some((message) => message.childElementCount === 0)) await frame();
    await frame();
  },
  /** Resolves when an answer of 1,000 tokens was written. */
  async stream() {
    longTasks.length = 0;
    await chat.send('And now?');
    await frame();
  },
  longTasks: () => longTasks,
};
