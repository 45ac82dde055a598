import type { ChatMessage, LocalLLM } from '@local-llm-chat/core';
import { LocalLLMError, messageText } from '@local-llm-chat/core';
import { calculator } from '@local-llm-chat/core/agent/tools';
import { createKnowledge } from '@local-llm-chat/core/knowledge';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { act, createRef, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { describe, expect, it } from 'vitest';
import { LocalLLMChat, type LocalLLMChatElement } from './local-llm-chat.js';
import { eventually, mount } from './mount.case.js';
import { useLocalLLM } from './use-local-llm.js';

async function sendFrom(element: LocalLLMChatElement, text: string): Promise<void> {
  const input = deepQuery<HTMLTextAreaElement>(element, 'textarea');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await act(async () => {
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
    );
  });
}

/** Finds an element in shadow roots too. */
function deepQuery<Found extends Element>(root: Element, selector: string): Found {
  const pending: Element[] = [root];
  for (const element of pending) {
    if (element.matches(selector)) return element as Found;
    pending.push(...element.children, ...(element.shadowRoot?.children ?? []));
  }
  throw new Error(`There is no ${selector}.`);
}

let shared: LocalLLM | undefined;

function Shared({ open }: { open: boolean }) {
  const { llm } = useLocalLLM({}, () => createFakeLLM());
  shared = llm;
  return open ? <LocalLLMChat llm={llm} autoload /> : null;
}

describe('LocalLLMChat', () => {
  it('passes tasks on, ready ones and its own', async () => {
    const ref = createRef<LocalLLMChatElement>();
    const tasks = ['summarize', { id: 'mine', label: 'Mine', run: (text: string) => text }] as const;
    await mount(<LocalLLMChat ref={ref} llm={createFakeLLM()} tasks={tasks} />);
    expect(ref.current?.tasks).toBe(tasks);
    await mount(<LocalLLMChat ref={ref} llm={createFakeLLM()} tasks />);
    expect(ref.current?.tasks).toBe(true);
  });

  it('passes origins of images on', async () => {
    const ref = createRef<LocalLLMChatElement>();
    await mount(<LocalLLMChat ref={ref} llm={createFakeLLM()} imageOrigins={['https://img.example']} />);
    expect(ref.current?.imageOrigins).toEqual(['https://img.example']);
  });

  it('passes tools on, and tells of their calls', async () => {
    const ref = createRef<LocalLLMChatElement>();
    const heard: string[] = [];
    const tools = [calculator()];
    await mount(
      <LocalLLMChat
        ref={ref}
        llm={createFakeLLM({ reply: '37 × 91 = 3367' })}
        tools={tools}
        agent={{ maxSteps: 2 }}
        onToolCall={({ tool, verdict }) => heard.push(`${tool} ${verdict}`)}
        onPolicyDecision={({ entry }) => heard.push(entry.rule)}
        onToolResult={({ text }) => heard.push(text)}
      />,
    );
    expect(ref.current?.tools).toBe(tools);
    expect(ref.current?.agent).toEqual({ maxSteps: 2 });
    await eventually(() => expect(ref.current?.status).toBe('ready'));
    await act(async () => ref.current?.send('What is 37 × 91?'));
    expect(heard).toEqual(['calculator allow', 'allowed', '3367']);
  });

  it('passes documents on, and tells what is found in them', async () => {
    const ref = createRef<LocalLLMChatElement>();
    const heard: string[] = [];
    const knowledge = createKnowledge();
    await knowledge.add({ url: '/prices', title: 'Prices', text: 'A chair costs 40 euros. A table costs 90 euros.' });
    await mount(
      <LocalLLMChat
        ref={ref}
        llm={createFakeLLM({ reply: 'A chair costs 40 euros.' })}
        knowledge={knowledge}
        onKnowledge={({ work }) => heard.push(work.status)}
        onSourceOpen={(event) => {
          event.preventDefault();
          heard.push(event.source.url);
        }}
      />,
    );
    expect(ref.current?.knowledge).toBe(knowledge);
    await eventually(() => expect(ref.current?.status).toBe('ready'));
    await act(async () => ref.current?.send('What does a chair cost in your shop?'));
    expect(heard.at(-1)).toBe('found');
    const link = () => ref.current?.shadowRoot?.querySelector<HTMLElement>('[part~=source-link]');
    await eventually(() => expect(link()).toBeTruthy());
    link()?.click();
    expect(heard.at(-1)).toBe(`${location.origin}/prices`);
  });

  it('is a chat without tools where there are none', async () => {
    const ref = createRef<LocalLLMChatElement>();
    await mount(<LocalLLMChat ref={ref} llm={createFakeLLM({ reply: 'Hello.' })} tools={undefined} />);
    await eventually(() => expect(ref.current?.status).toBe('ready'));
    await act(async () => ref.current?.send('Hi'));
    expect(ref.current?.messages.at(-1)?.parts).toEqual([{ type: 'text', text: 'Hello.' }]);
  });

  it('tells of the conversation that is shown', async () => {
    const ref = createRef<LocalLLMChatElement>();
    const shown: (string | undefined)[] = [];
    await mount(
      <LocalLLMChat
        ref={ref}
        llm={createFakeLLM()}
        history="memory"
        threads="none"
        onThreadChange={({ thread }) => shown.push(thread?.title)}
      />,
    );
    await eventually(() => expect(ref.current?.status).toBe('ready'));
    await act(async () => ref.current?.send('One'));
    const [one] = (await ref.current?.listThreads()) ?? [];
    await act(async () => ref.current?.openThread(one?.id ?? ''));
    expect(shown).toEqual([]);
    await act(async () => ref.current?.eraseHistory());
    expect(shown).toEqual([undefined]);
  });

  it('sets properties, attributes and the ref', async () => {
    const llm = createFakeLLM();
    const ref = createRef<LocalLLMChatElement>();
    await mount(
      <LocalLLMChat
        ref={ref}
        id="assistant"
        className="wide"
        llm={llm}
        heading="Ask us"
        system="Be kind."
        placeholder="Your question"
        texts={{ 'composer.send': 'Ask' }}
        autoload
      >
        <p slot="footer">Answers may be wrong.</p>
      </LocalLLMChat>,
    );
    const element = ref.current;
    expect(element?.localName).toBe('local-llm-chat');
    expect(element).toMatchObject({
      llm,
      heading: 'Ask us',
      system: 'Be kind.',
      placeholder: 'Your question',
      texts: { 'composer.send': 'Ask' },
      autoload: true,
      id: 'assistant',
      className: 'wide',
    });
    expect(element?.shadowRoot).not.toBeNull();
    expect(element?.querySelector('[slot=footer]')?.textContent).toBe('Answers may be wrong.');
  });

  it('tells of status changes and messages, to the handlers of the last render', async () => {
    const llm = createFakeLLM({ reply: 'Paris.' });
    const ref = createRef<LocalLLMChatElement>();
    const statuses: string[] = [];
    const messages: ChatMessage[] = [];
    const early = () => {
      throw new Error('This handler was replaced.');
    };
    const { render } = await mount(<LocalLLMChat ref={ref} llm={llm} onMessage={early} />);
    await render(
      <LocalLLMChat
        ref={ref}
        llm={llm}
        onStatusChange={(event) => statuses.push(event.status)}
        onMessage={(event) => messages.push(event.message)}
      />,
    );
    await act(async () => void (await llm.load()));
    await eventually(() => expect(statuses).toContain('ready'));
    await eventually(() => expect(() => ref.current && deepQuery(ref.current, 'textarea')).not.toThrow());
    if (ref.current) await sendFrom(ref.current, 'The capital of France?');
    await eventually(() => expect(messages.map(messageText)).toEqual(['The capital of France?', 'Paris.']));
  });

  it('tells of progress and of the model', async () => {
    const llm = createFakeLLM({ downloadMs: 200 });
    const phases = new Set<string>();
    const models: string[] = [];
    await mount(
      <LocalLLMChat
        llm={llm}
        share="tab"
        onProgress={(event) => phases.add(event.phase)}
        onModelChange={(event) => models.push(event.model.id)}
      />,
    );
    await act(async () => void (await llm.load()));
    await eventually(() => expect(phases).toContain('download'));
    expect(models).toEqual(['fake-model']);
  });

  it('tells of errors', async () => {
    const llm = createFakeLLM({ failLoad: new LocalLLMError('load-failed', 'No.') });
    const codes: string[] = [];
    await mount(<LocalLLMChat llm={llm} onError={(event) => codes.push(event.error.code)} />);
    await act(async () => void (await llm.load().catch(() => undefined)));
    await eventually(() => expect(codes).toEqual(['load-failed']));
  });

  it('shares the model of useLocalLLM under StrictMode, and lives on after the element has gone', async () => {
    const { render } = await mount(
      <StrictMode>
        <Shared open />
      </StrictMode>,
    );
    await eventually(() => expect(shared?.getSnapshot().status).toBe('ready'));
    await render(
      <StrictMode>
        <Shared open={false} />
      </StrictMode>,
    );
    await eventually(() => expect(shared?.getSnapshot().status).toBe('ready'));
  });

  it('takes over what a server has rendered', async () => {
    const container = document.createElement('div');
    container.innerHTML = '<local-llm-chat class="wide"></local-llm-chat>';
    document.body.append(container);
    const server = container.firstElementChild;
    const complaints: unknown[] = [];
    const root = await act(async () =>
      hydrateRoot(container, <LocalLLMChat className="wide" heading="Ask us" llm={createFakeLLM()} />, {
        onRecoverableError: (error) => complaints.push(error),
      }),
    );
    expect(container.firstElementChild).toBe(server);
    expect(server).toMatchObject({ heading: 'Ask us' });
    expect(complaints).toEqual([]);
    await act(async () => root.unmount());
    container.remove();
  });
});
