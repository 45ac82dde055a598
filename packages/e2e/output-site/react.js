/** A page with the element in React. */
import { LocalLLMChat } from '@local-llm-chat/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { remembering } from './hostile-chat.js';

const root = createRoot(document.getElementById('root'));

globalThis.show = async (_kind, answers) => {
  const llm = remembering(answers);
  await new Promise((resolve) => {
    root.render(createElement(LocalLLMChat, { llm, math: true, runCode: true, ref: (chat) => chat && resolve() }));
  });
  await document.querySelector('local-llm-chat').load();
};
