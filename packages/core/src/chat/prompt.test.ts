import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../messages.js';
import { estimateTokens, fitPrompt } from './prompt.js';

let count = 0;
function message(role: ChatMessage['role'], text: string): ChatMessage {
  count += 1;
  return { id: String(count), role, parts: [{ type: 'text', text }], status: 'complete' };
}

const history = [
  message('user', 'first question'),
  message('assistant', 'first answer'),
  message('user', 'second question'),
];

describe('fitPrompt', () => {
  it('keeps everything that fits, byte for byte, behind the system prompt', () => {
    expect(fitPrompt(history, { system: 'Be kind.', budget: 4096 })).toEqual({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'first question' },
        { role: 'assistant', content: 'first answer' },
        { role: 'user', content: 'second question' },
      ],
      omittedMessages: 0,
    });
  });

  it('leaves out the oldest turns, and never begins with an answer', () => {
    const budget = estimateTokens('first answer') + estimateTokens('second question');
    expect(fitPrompt(history, { system: '', budget })).toEqual({
      messages: [{ role: 'user', content: 'second question' }],
      omittedMessages: 2,
    });
  });

  it('keeps the question of an answer that goes on', () => {
    const cut = [...history, message('assistant', 'second answ')];
    expect(fitPrompt(cut, { system: '', budget: 1 }).messages).toEqual([
      { role: 'user', content: 'second question' },
      { role: 'assistant', content: 'second answ' },
    ]);
  });

  it('keeps the question however long it is: the engine will say that it is too long', () => {
    const long = 'word '.repeat(5000);
    expect(fitPrompt([message('user', long)], { system: '', budget: 10 }).messages).toEqual([
      { role: 'user', content: long },
    ]);
  });

  it('has no empty turns and no two of one role in a row', () => {
    const failed = [message('user', 'one'), message('assistant', ''), message('user', 'two')];
    expect(fitPrompt(failed, { system: '', budget: 4096 }).messages).toEqual([{ role: 'user', content: 'one\n\ntwo' }]);
  });
});

describe('estimateTokens', () => {
  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog.', 10],
    ['Chinese', '敏捷的棕色狐狸跳过了懒狗。', 13],
    ['code', 'for (let i = 0; i < n; i++) { a[i] += b[i]; }', 26],
  ])('is on the safe side for %s', (_, text, real) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(real);
  });
});
