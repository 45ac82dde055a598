/** What a page sets: attributes, properties, slots, and when it may send. */
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { part, parts, placeAt, reaches, waitUntil } from './stage.case.js';

afterEach(() => document.body.replaceChildren());

describe('settings', () => {
  it('by attribute: heading, placeholder, system', async () => {
    let system = '';
    const llm = createFakeLLM({
      reply: ({ messages }) => {
        system = messages.find(({ role }) => role === 'system')?.content ?? '';
        return 'ok';
      },
    });
    const chat = document.createElement('local-llm-chat');
    chat.llm = llm;
    chat.setAttribute('heading', 'Plants');
    chat.setAttribute('placeholder', 'Ask about plants');
    chat.setAttribute('system', 'Be brief.');
    document.body.append(chat);
    await reaches(chat, 'ready');
    expect(part(chat, 'heading').textContent).toBe('Plants');
    expect(part<HTMLTextAreaElement>(chat, 'input').placeholder).toBe('Ask about plants');
    await chat.send('Hi');
    expect(system).toBe('Be brief.');
    chat.setAttribute('system', 'Be long.');
    await chat.updateComplete;
    await chat.send('Hi');
    expect(system).toBe('Be long.');
  });

  it('limits and samples every answer as the page says', async () => {
    const requests: { maxTokens?: number; temperature?: number }[] = [];
    const chat = await placeAt('ready', {
      reply: (request) => {
        requests.push(request);
        return 'fine';
      },
    });
    chat.request = { temperature: 0, maxTokens: 7 };
    await chat.updateComplete;
    await chat.send('one');
    expect(requests).toMatchObject([{ temperature: 0, maxTokens: 7 }]);
  });

  it('sets formulas only where the page asks for it', async () => {
    const chat = await placeAt('ready', { reply: 'It is $E = mc^2$.' });
    await chat.send('What is energy?');
    await waitUntil(() => parts(chat, 'markdown').at(-1)?.textContent === 'It is $E = mc^2$.');
    chat.setAttribute('math', '');
    await waitUntil(() => parts(chat, 'markdown').at(-1)?.querySelector('math msup') != null);
    chat.removeAttribute('math');
    await waitUntil(() => parts(chat, 'markdown').at(-1)?.textContent === 'It is $E = mc^2$.');
  });

  it('by slot: header, empty, footer', async () => {
    const chat = await placeAt('ready');
    for (const name of ['header', 'empty', 'footer']) {
      const own = document.createElement('p');
      own.slot = name;
      own.textContent = `own ${name}`;
      chat.append(own);
      expect(own.assignedSlot?.name).toBe(name);
      expect(own.getBoundingClientRect().height).toBeGreaterThan(0);
    }
  });

  it('rejects sending before the model is ready', async () => {
    const chat = await placeAt('awaiting-consent', { downloadMs: 50 });
    await expect(chat.send('Hi')).rejects.toMatchObject({ code: 'not-loaded' });
    await chat.load();
    await chat.send('Hi');
    expect(chat.messages).toHaveLength(2);
  });
});
