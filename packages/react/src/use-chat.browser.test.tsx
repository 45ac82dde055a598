import { type ChatOptions, type LocalLLM, LocalLLMError, messageText } from '@local-llm-chat/core';
import { createFakeLLM, type FakeLLMOptions } from '@local-llm-chat/core/testing';
import { act, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { type UseChatResult, useChat } from './use-chat.js';

let hook: UseChatResult;

function Probe({ llm, options }: { llm: LocalLLM; options?: ChatOptions }) {
  hook = useChat(llm, options);
  return (
    <ol>
      {hook.messages.map((message) => (
        <li key={message.id}>{messageText(message)}</li>
      ))}
    </ol>
  );
}

async function ready(script: FakeLLMOptions = {}): Promise<LocalLLM> {
  const llm = createFakeLLM(script);
  await llm.load();
  return llm;
}

/** An answer that does not end by itself while a test runs. */
const endless: FakeLLMOptions = { reply: 'word '.repeat(100_000), tokensPerSecond: 50 };

describe('useChat', () => {
  it('sends, and shows the answer as it grows', async () => {
    const { container } = await mount(<Probe llm={await ready({ reply: 'Paris.' })} />);
    let sent: boolean | undefined;
    await act(async () => {
      sent = await hook.send('The capital of France?');
    });
    expect(sent).toBe(true);
    await eventually(() => expect(container.textContent).toBe('The capital of France?Paris.'));
    expect(hook).toMatchObject({ status: 'idle', omittedMessages: 0 });
  });

  it('stops an answer, keeps what was said, and answers again', async () => {
    const llm = await ready(endless);
    await mount(<Probe llm={llm} />);
    await act(async () => void hook.send('Go on'));
    await eventually(() => expect(hook.status).toBe('streaming'));
    await act(async () => hook.stop());
    await eventually(() => expect(hook.status).toBe('idle'));
    expect(hook.messages[1]).toMatchObject({ status: 'stopped', finishReason: 'abort' });
    expect(messageText(hook.messages[1] ?? { parts: [] })).toMatch(/^word /);

    await act(async () => void hook.retry());
    await eventually(() => expect(hook.status).toBe('streaming'));
    expect(hook.messages).toHaveLength(2);
    await act(async () => hook.clear());
    expect(hook.messages).toEqual([]);
  });

  it('goes on with an answer that was cut off, and only with such', async () => {
    const llm = await ready({ reply: 'one two three four' });
    await mount(<Probe llm={llm} options={{ request: { maxTokens: 2 } }} />);
    expect(await hook.proceed()).toBe(false);
    await act(async () => void (await hook.send('Count')));
    await eventually(() => expect(hook.messages[1]).toMatchObject({ finishReason: 'length' }));
    let done: boolean | undefined;
    await act(async () => {
      done = await hook.proceed();
    });
    expect(done).toBe(true);
    expect(messageText(hook.messages[1] ?? { parts: [] })).toBe('one two three four');
    await act(async () => {
      done = await hook.proceed();
    });
    expect(done).toBe(false);
  });

  it('says when a message was not sent, without throwing', async () => {
    await mount(<Probe llm={await ready(endless)} />);
    expect(await hook.send('  ')).toBe(false);
    expect(await hook.retry()).toBe(false);
    await act(async () => void hook.send('Go on'));
    expect(await hook.send('And another')).toBe(false);
    expect(hook.messages).toHaveLength(2);
  });

  it('has the error of a failed answer on its message', async () => {
    const error = new LocalLLMError('engine-crashed', 'Gone.');
    await mount(<Probe llm={await ready({ failAfterTokens: { tokens: 1, error } })} />);
    await act(async () => void (await hook.send('Hello there')));
    await eventually(() =>
      expect(hook.messages[1]).toMatchObject({ status: 'failed', error: { code: 'engine-crashed' } }),
    );
  });

  it('uses changed options from the next message on, in the same conversation', async () => {
    const llm = await ready({ reply: (request) => request.messages[0]?.content ?? '' });
    const { render } = await mount(<Probe llm={llm} options={{ system: 'Be brief.' }} />);
    await act(async () => void (await hook.send('One')));
    await render(<Probe llm={llm} options={{ system: 'Be kind.' }} />);
    await act(async () => void (await hook.send('Two')));
    await eventually(() => expect(hook.messages.map(messageText)).toEqual(['One', 'Be brief.', 'Two', 'Be kind.']));
  });

  it('starts anew with another model, and stops the answer of the old one', async () => {
    const old = await ready(endless);
    const { render } = await mount(<Probe llm={old} />);
    await act(async () => void hook.send('Go on'));
    await eventually(() => expect(old.getSnapshot().status).toBe('busy'));
    await render(<Probe llm={await ready()} />);
    expect(hook.messages).toEqual([]);
    await eventually(() => expect(old.getSnapshot().status).toBe('ready'));
  });

  it('stops the answer when its component goes', async () => {
    const llm = await ready(endless);
    const { unmount } = await mount(<Probe llm={llm} />);
    await act(async () => void hook.send('Go on'));
    await eventually(() => expect(llm.getSnapshot().status).toBe('busy'));
    await unmount();
    await eventually(() => expect(llm.getSnapshot().status).toBe('ready'));
  });

  it('answers under StrictMode, and two conversations of one model stay apart', async () => {
    const llm = await ready();
    const { container } = await mount(
      <StrictMode>
        <Probe llm={llm} />
        <Probe llm={llm} />
      </StrictMode>,
    );
    await act(async () => void (await hook.send('Hello')));
    await eventually(() => expect(container.textContent).toBe('HelloYou said: Hello'));
  });
});
