import { createFakeLLM } from '@local-llm-chat/core/testing';
import { act, createRef, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { LocalLLMSummary, type LocalLLMSummaryElement } from './summary.js';

const SENTENCE = 'The bakery on Mill Street opens at seven.';

describe('<LocalLLMSummary>', () => {
  it('summarises an article of the page, and tells of it', async () => {
    const llm = createFakeLLM({ reply: JSON.stringify([SENTENCE, SENTENCE]) });
    const ref = createRef<LocalLLMSummaryElement>();
    const heard: string[] = [];
    await mount(
      <StrictMode>
        <LocalLLMSummary
          ref={ref}
          llm={llm}
          htmlFor="story"
          format="bullets"
          length="short"
          onSummaryStart={({ article }) => heard.push(article.id)}
          onSummaryFinish={({ outcome }) => heard.push(outcome)}
          onError={({ error }) => heard.push(error.code)}
        />
        <article id="story">{SENTENCE}</article>
      </StrictMode>,
    );
    await act(async () => void (await ref.current?.summarize()));
    expect(heard).toEqual(['story', 'complete']);
    await eventually(() => expect(ref.current?.shadowRoot?.querySelector('li')?.textContent).toContain(SENTENCE));
  });

  it('stops when it is unmounted', async () => {
    const llm = createFakeLLM({ reply: 'word '.repeat(100_000), tokensPerSecond: 50 });
    const ref = createRef<LocalLLMSummaryElement>();
    const { unmount } = await mount(
      <>
        <LocalLLMSummary ref={ref} llm={llm} htmlFor="story" />
        <article id="story">{SENTENCE}</article>
      </>,
    );
    const ending = ref.current?.summarize().catch((error: unknown) => error);
    await eventually(() => expect(llm.getSnapshot().status).toBe('busy'));
    await unmount();
    expect(await ending).toMatchObject({ code: 'aborted' });
    await eventually(() => expect(llm.getSnapshot().status).toBe('ready'));
  });
});
