/** A server imports and renders everything, with no browser about. */

import { summarize } from '@local-llm-chat/core/tasks';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LocalLLMChat, useChat, useKnowledge, useLocalLLM, useTask } from './index.js';
import { LocalLLMChatIsolated } from './isolated.js';
import { LocalLLMSearch } from './search.js';
import { LocalLLMSummary } from './summary.js';

function Chat() {
  const { llm, state } = useLocalLLM({ model: 'smollm2-135m' });
  const { messages, status } = useChat(llm);
  const task = useTask(summarize, { llm });
  const knowledge = useKnowledge({ index: '/llm-index.json' });
  return (
    <p>
      {state.status}, {status}, {messages.length}, {task.status}, {knowledge.status}
    </p>
  );
}

describe('on a server', () => {
  it('has no document', () => {
    expect(globalThis).not.toHaveProperty('document');
  });

  it('renders the tag, with attributes and slots but without properties', () => {
    const html = renderToString(
      <LocalLLMChat id="assistant" className="wide" model="smollm2-135m" heading="Ask us" onError={() => undefined}>
        <p slot="footer">Answers may be wrong.</p>
      </LocalLLMChat>,
    );
    expect(html).toBe(
      '<local-llm-chat id="assistant" class="wide"><p slot="footer">Answers may be wrong.</p></local-llm-chat>',
    );
  });

  it('renders the tag of an isolated chat', () => {
    const html = renderToString(<LocalLLMChatIsolated heading="Ask us" className="wide" />);
    expect(html).toBe('<local-llm-chat-isolated class="wide"></local-llm-chat-isolated>');
  });

  it('renders the tag of a summary', () => {
    const html = renderToString(<LocalLLMSummary htmlFor="story" format="bullets" className="short" />);
    expect(html).toBe('<local-llm-summary class="short"></local-llm-summary>');
  });

  it('renders the tag of a search', () => {
    const html = renderToString(<LocalLLMSearch knowledge="/llm-index.json" className="top" />);
    expect(html).toBe('<local-llm-search class="top"></local-llm-search>');
  });

  it('runs the hooks, in their first state', () => {
    expect(renderToString(<Chat />).replaceAll('<!-- -->', '')).toBe('<p>idle, idle, 0, idle, idle</p>');
  });
});
