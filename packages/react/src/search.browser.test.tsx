import { createKnowledge } from '@local-llm-chat/core/knowledge';
import { createFakeLLM } from '@local-llm-chat/core/testing';
import { act, createRef, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { eventually, mount } from './mount.case.js';
import { LocalLLMSearch, type LocalLLMSearchElement } from './search.js';

describe('<LocalLLMSearch>', () => {
  it('searches, answers, and tells of both', async () => {
    const knowledge = createKnowledge();
    await knowledge.add({ url: '/prices', title: 'Prices', text: 'A chair costs 40 euros.' });
    const llm = createFakeLLM({ reply: 'A chair costs 40 euros.' });
    const ref = createRef<LocalLLMSearchElement>();
    const heard: string[] = [];
    await mount(
      <StrictMode>
        <LocalLLMSearch
          ref={ref}
          knowledge={knowledge}
          llm={llm}
          limit={3}
          onSearch={({ query, results }) => heard.push(query, results[0]?.title ?? '')}
          onAnswer={({ answer }) => heard.push(answer.answer)}
          onSourceOpen={(event) => {
            event.preventDefault();
            heard.push(event.source.url);
          }}
        />
      </StrictMode>,
    );
    await act(async () => void (await ref.current?.ask('What does a chair cost?')));
    expect(heard).toEqual(['What does a chair cost?', 'Prices', 'A chair costs 40 euros. [1]']);
    await eventually(() => expect(ref.current?.shadowRoot?.querySelector('.result-link')).not.toBeNull());
    ref.current?.shadowRoot?.querySelector<HTMLElement>('.result-link')?.click();
    expect(heard.at(-1)).toBe(`${location.origin}/prices`);
  });
});
