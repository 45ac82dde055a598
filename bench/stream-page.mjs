/** The page's part of the stream bench: all sides get the same tokens from the same scripted engine, in a box of one size. */
import { createFakeLLM, fakeModel } from '../packages/core/src/testing.ts';
import '../packages/element/src/define.ts';
import { textOf } from './stream-text.mjs';

const MESSAGES = [{ role: 'user', content: 'x' }];
const REQUEST = { maxTokens: 100_000 };

let run = async () => undefined;
const longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask' });

function sized(element) {
  Object.assign(element.style, { display: 'block', inlineSize: '700px', blockSize: '600px', overflow: 'auto' });
  return element;
}

/** Appends what comes to a `<pre>`. */
function plain(llm) {
  const box = sized(document.createElement('pre'));
  box.style.whiteSpace = 'pre-wrap';
  document.body.append(box);
  return async () => {
    for await (const event of llm.generate({ messages: MESSAGES, ...REQUEST })) {
      if (event.type === 'text-delta') box.append(event.text);
    }
  };
}

async function element(llm) {
  const chat = sized(document.createElement('local-llm-chat'));
  chat.llm = llm;
  chat.request = REQUEST;
  document.body.append(chat);
  await chat.updateComplete;
  return () => chat.send('x');
}

/** `<deep-chat>` with a handler that streams, which is how it is given a model of one's own. */
function deepChat(llm) {
  const chat = sized(document.createElement('deep-chat'));
  const done = Promise.withResolvers();
  chat.connect = {
    stream: true,
    handler: async (_body, signals) => {
      signals.onOpen();
      for await (const event of llm.generate({ messages: MESSAGES, ...REQUEST })) {
        if (event.type === 'text-delta') signals.onResponse({ text: event.text });
      }
      signals.onClose();
      done.resolve();
    },
  };
  document.body.append(chat);
  return new Promise((ready) => {
    chat.onComponentRender = () =>
      ready(async () => {
        chat.submitUserMessage({ text: 'x' });
        await done.promise;
      });
  });
}

/** All nodes, also in shadow trees. */
function nodesIn(root) {
  let count = 0;
  for (const node of root.childNodes) count += 1 + nodesIn(node) + (node.shadowRoot ? nodesIn(node.shadowRoot) : 0);
  return count;
}

const SIDES = { plain, element, 'deep-chat': deepChat };

globalThis.benchStream = {
  /** Makes all ready, so that only the stream is measured. */
  async prepare(who, tokens, tokensPerSecond = 200) {
    document.body.replaceChildren();
    const contextWindow = 1_000_000;
    const model = { ...fakeModel, contextLength: contextWindow };
    const llm = createFakeLLM({ reply: textOf(tokens), tokensPerSecond, contextWindow, model });
    await llm.load();
    run = await SIDES[who](llm);
    longTasks.length = 0;
  },
  async run() {
    await run();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { longTasks: [...longTasks], nodes: nodesIn(document.body) };
  },
};
