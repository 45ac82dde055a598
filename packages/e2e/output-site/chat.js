/** A page with the element. */
import '@local-llm-chat/element/define.js';
import { remembering, streaming } from './hostile-chat.js';

globalThis.show = async (kind, answers) => {
  const chat = document.createElement('local-llm-chat');
  chat.math = true;
  chat.runCode = true;
  chat.llm = kind === 'streamed' ? streaming(answers) : remembering(answers, kind === 'tainted');
  document.body.append(chat);
  await chat.load();
  if (kind === 'streamed') for (const _ of answers) await chat.send('Show me.');
};
