import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../messages.js';
import { message } from './conversation.case.js';
import { StoredMessages, type TreeChanges, withPieces } from './history-changes.js';

const question = message('user', 'Tell me');
const growing = (text: string, rest: Partial<ChatMessage> = {}): ChatMessage => ({
  ...message('assistant', text, { id: 'answer', parentId: question.id, createdAt: 1, status: 'streaming' }),
  ...rest,
});
const tree = (...messages: ChatMessage[]) => ({ messages, leafId: messages.at(-1)?.id ?? null });

/** Takes a tree for stored, and gives what was to be written for that. */
function store(stored: StoredMessages, messages: ChatMessage[]): TreeChanges {
  const changes = stored.changes(tree(...messages));
  stored.apply(tree(...messages), changes);
  return changes;
}

describe('what is to be stored', () => {
  it('is everything at first, and then nothing', () => {
    const stored = new StoredMessages();
    expect(store(stored, [question, growing('A')])).toMatchObject({ whole: [question, { id: 'answer' }] });
    expect(store(stored, [question, growing('A')])).toEqual({ whole: [], changed: [], pieces: [], deleted: [] });
    expect(store(stored, [structuredClone(question), growing('A')])).toEqual({
      whole: [],
      changed: [],
      pieces: [],
      deleted: [],
    });
  });

  it('is the end of an answer that has only grown', () => {
    const stored = new StoredMessages();
    store(stored, [question, growing('A')]);
    expect(store(stored, [question, growing('A fox')])).toEqual({
      whole: [],
      changed: [],
      pieces: [{ messageId: 'answer', start: 1, text: ' fox' }],
      deleted: [],
    });
    expect(store(stored, [question, growing('A fox ran')]).pieces).toEqual([
      { messageId: 'answer', start: 5, text: ' ran' },
    ]);
  });

  it.each<[string, ChatMessage]>([
    ['has ended', growing('A fox', { status: 'complete', finishReason: 'stop' })],
    ['says something else', growing('No owl')],
    ['has become shorter', growing('')],
    [
      'has another part',
      growing('A', {
        parts: [
          { type: 'text', text: 'A' },
          { type: 'text', text: 'B' },
        ],
      }),
    ],
    ['has become a thought', growing('', { parts: [{ type: 'reasoning', text: 'A fox' }] })],
    ['was rated', growing('A fox', { rating: 'good' })],
  ])('is the whole answer when it %s', (_, answer) => {
    const stored = new StoredMessages();
    store(stored, [question, growing('A')]);
    expect(store(stored, [question, answer])).toEqual({
      whole: [answer],
      changed: ['answer'],
      pieces: [],
      deleted: [],
    });
  });

  it('costs in all a few times the length of the answer, however long that is', () => {
    const stored = new StoredMessages();
    let written = 0;
    for (let length = 0; length <= 200_000; length += 100) {
      const { whole, pieces } = store(stored, [question, growing('x'.repeat(length))]);
      for (const { parts } of whole) written += parts[0]?.text.length ?? 0;
      for (const { text } of pieces) written += text.length;
    }
    expect(written).toBeLessThan(3 * 200_000);
  });

  it('is that a message was deleted, and what it followed', () => {
    const stored = new StoredMessages();
    const answer = growing('A');
    store(stored, [question, answer]);
    expect(store(stored, [question]).deleted).toEqual([{ id: 'answer', parentId: question.id, length: 1 }]);
    expect(store(stored, [question]).deleted).toEqual([]);
    expect(store(stored, [question, answer]).whole).toEqual([answer]);
  });

  it('is nothing else of a deletion: what followed the message is read as following what was before it', () => {
    const stored = new StoredMessages();
    const answer = growing('A', { status: 'complete' });
    const next = message('user', 'Next', { parentId: 'answer', createdAt: 2 });
    const moved = { ...next, parentId: question.id };
    store(stored, [question, answer, next]);
    expect(store(stored, [question, moved])).toMatchObject({ whole: [], deleted: [{ id: 'answer' }] });
    expect(store(stored, [question, moved])).toEqual({ whole: [], changed: [], pieces: [], deleted: [] });
    // What is put back is written, and over a deletion; what follows it again is not.
    expect(store(stored, [question, answer, next])).toMatchObject({ whole: [answer], changed: [], deleted: [] });
    expect(store(stored, [question, answer, { ...next, parentId: null }])).toMatchObject({ changed: [next.id] });
  });

  it('is all of it again where nobody knows what is stored, though as what was there', () => {
    const stored = new StoredMessages();
    store(stored, [question, growing('A')]);
    stored.doubt();
    expect(store(stored, [question, growing('A fox')])).toMatchObject({ changed: [question.id, 'answer'], pieces: [] });
    expect(store(stored, [question, growing('A fox')]).whole).toEqual([]);
  });

  it('at the last moment, is only what answers have said, ended or not', () => {
    const stored = new StoredMessages();
    store(stored, [question, growing('A')]);
    const ended = growing('A fox', { status: 'complete', finishReason: 'stop' });
    expect(stored.growth(tree(question, ended, message('user', 'New')))).toEqual([
      { messageId: 'answer', start: 1, text: ' fox' },
    ]);
    expect(stored.growth(tree(question, growing('No owl')))).toEqual([]);
  });
});

describe('the pieces of an answer', () => {
  const text = (...pieces: [start: number, text: string][]) => {
    const whole = withPieces(
      growing('one'),
      pieces.map(([start, piece]) => ({ start, text: piece })),
    );
    return whole.parts[0]?.text;
  };

  it('are put on in order, whatever order they come in', () => {
    expect(text([7, ' three'], [3, ' two'])).toBe('one two three');
  });

  it('may overlap', () => {
    expect(text([3, ' two'], [3, ' two three'], [7, ' th'])).toBe('one two three');
  });

  it('are left out after a gap', () => {
    expect(text([3, ' two'], [8, 'three'])).toBe('one two');
  });
});
