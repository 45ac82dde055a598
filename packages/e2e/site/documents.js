/** With `?hostile` the chat has tools as well, and the index is another one, with a stranger's page in it. */
import { defineTool } from '/core/agent.js';
import { calculator } from '/core/agent-tools.js';

const chat = document.querySelector('local-llm-chat');
globalThis.toolEvents = [];
for (const type of ['llm-toolcall', 'llm-toolresult', 'llm-policydecision']) {
  chat.addEventListener(type, () => globalThis.toolEvents.push(type));
}
if (location.search === '?hostile') {
  const send = defineTool({
    name: 'send_mail',
    description: 'Sends a mail.',
    input: {
      type: 'object',
      properties: { to: { type: 'string' }, text: { type: 'string' } },
      required: ['to', 'text'],
    },
    effect: 'act',
    sinks: ['to'],
    permission: 'allow',
    execute: () => globalThis.toolEvents.push('sent'),
  });
  chat.tools = [calculator(), send];
  chat.knowledge = '/hostile-index.json';
}
