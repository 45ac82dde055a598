import { createFakeLLM } from '@local-llm-chat/core/testing';
import { act, createRef, type RefObject, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { LocalLLMChat, type LocalLLMChatElement } from './local-llm-chat.js';
import { eventually, mount } from './mount.case.js';
import {
  LocalLLMComposer,
  LocalLLMMessages,
  LocalLLMModelPanel,
  LocalLLMSession,
  type LocalLLMSessionElement,
  LocalLLMThreads,
} from './parts.js';

let setOpen: (open: boolean) => void = () => undefined;
const llm = createFakeLLM();

/** Keeps the state of a launcher, as a page with a button of its own does. */
function Page({ chat }: { chat: RefObject<LocalLLMChatElement | null> }) {
  const [open, set] = useState(false);
  setOpen = set;
  return <LocalLLMChat ref={chat} llm={llm} display="launcher" open={open} onOpenChange={(event) => set(event.open)} />;
}

describe('the pieces of a chat', () => {
  it('are one chat around their session', async () => {
    const llm = createFakeLLM({ reply: 'It is green.' });
    const ref = createRef<LocalLLMSessionElement>();
    const roles: string[] = [];
    const { container } = await mount(
      <LocalLLMSession ref={ref} llm={llm} density="compact" onMessage={({ message }) => roles.push(message.role)}>
        <LocalLLMModelPanel />
        <LocalLLMThreads className="list" />
        <div>
          <LocalLLMMessages />
        </div>
      </LocalLLMSession>,
    );
    await eventually(() => expect(ref.current?.status).toBe('ready'));
    await act(async () => ref.current?.send('What colour?'));
    expect(roles).toEqual(['user', 'assistant']);
    await eventually(() => {
      const shown = container.querySelector('local-llm-messages')?.shadowRoot?.textContent;
      expect(shown).toContain('What colour?');
      expect(shown).toContain('It is green.');
    });
    expect(container.querySelector('local-llm-threads')?.className).toBe('list');
  });

  it('name their session by its id', async () => {
    const { container } = await mount(
      <>
        <LocalLLMComposer htmlFor="plants" />
        <LocalLLMSession id="plants" llm={createFakeLLM()} />
      </>,
    );
    await eventually(() => {
      expect(container.querySelector('local-llm-composer')?.shadowRoot?.querySelector('textarea')).not.toBeNull();
    });
  });
});

describe('a launcher', () => {
  it('is opened and closed by its prop, which follows the visitor', async () => {
    const ref = createRef<LocalLLMChatElement>();
    await mount(<Page chat={ref} />);
    const window = () => ref.current?.shadowRoot?.querySelector('[part~=window]')?.checkVisibility() ?? false;
    await eventually(() => expect(ref.current?.shadowRoot?.querySelector('[part~=launcher-button]')).toBeTruthy());
    expect(window()).toBe(false);
    await act(async () => setOpen(true));
    await eventually(() => expect(window()).toBe(true));
    await act(async () => ref.current?.hide());
    await eventually(() => expect(window()).toBe(false));
    await act(async () => setOpen(true));
    await eventually(() => expect(window()).toBe(true));
  });
});
