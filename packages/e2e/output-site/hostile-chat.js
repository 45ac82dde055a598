/** A chat whose model says what the test wants, and a conversation of it that already is. */
import { createFakeLLM } from '@local-llm-chat/core/testing';

/** Answers that are streamed, one for each question. */
export function streaming(replies) {
  let next = 0;
  return createFakeLLM({ contextWindow: 32_768, reply: () => replies[next++] ?? '' });
}

/** Answers that are there from the beginning. */
export function remembering(answers, isTainted = false) {
  const llm = createFakeLLM();
  const messages = answers.flatMap((text, index) => {
    const parentId = index === 0 ? null : `a${index - 1}`;
    const more = { createdAt: 0, status: 'complete' };
    return [
      { ...more, id: `q${index}`, role: 'user', parentId, parts: [{ type: 'text', text: 'Show me.' }] },
      {
        ...more,
        id: `a${index}`,
        role: 'assistant',
        parentId: `q${index}`,
        parts: [{ type: 'text', text }],
        agent: { end: 'answer', isTainted },
      },
    ];
  });
  const restore = { messages, leafId: messages.at(-1).id };
  return { ...llm, createChat: (options) => llm.createChat({ ...options, restore }) };
}
