import { describe, expect, it } from 'vitest';
import { message } from './conversation.case.js';
import type { TreeChanges } from './history-changes.js';
import { checkedIds, settle, withoutMessages, writtenIds } from './history-conflicts.js';

const rated = message('assistant', 'Four', { id: 'rated', rating: 'good' });
const added = message('user', 'New', { id: 'added' });
const changes: TreeChanges = {
  whole: [rated, added],
  changed: ['rated'],
  pieces: [{ messageId: 'grown', start: 1, text: ' fox' }],
  deleted: [{ id: 'gone', parentId: null, length: 4 }],
};
const gone = (id: string, length: number) => ({ id, parentId: null, length });

describe('what may still be written', () => {
  it('is everything where nobody else has written', () => {
    expect(checkedIds(changes)).toEqual(['rated', 'gone']);
    const found = { messages: [message('user', 'Four', { id: 'gone' }), rated], deleted: [] };
    expect(settle(changes, found)).toEqual({ changes, refused: new Set() });
    expect(settle(changes, { messages: [], deleted: [] })).toEqual({ changes, refused: new Set() });
  });

  it('is no change of what was deleted, unless that says more than was deleted', () => {
    const { refused, changes: left } = settle(changes, { messages: [], deleted: [gone('rated', 4)] });
    expect(refused).toEqual(new Set(['rated']));
    expect(left).toEqual({ ...changes, whole: [added], changed: [] });
    expect(settle(changes, { messages: [], deleted: [gone('rated', 3)] }).refused).toEqual(new Set());
  });

  it('is what was put back over its deletion, which is known', () => {
    expect(settle(changes, { messages: [], deleted: [gone('added', 3)] }).refused).toEqual(new Set());
  });

  it('is no deletion of what says more than was known', () => {
    const { refused, changes: left } = settle(changes, {
      messages: [message('assistant', 'Fours', { id: 'gone' })],
      deleted: [],
    });
    expect(refused).toEqual(new Set(['gone']));
    expect(left).toEqual({ ...changes, deleted: [] });
  });

  it('is told by the ids of what is written', () => {
    expect(writtenIds(changes)).toEqual(['rated', 'added', 'gone', 'grown']);
    expect(writtenIds(withoutMessages(changes, new Set(['grown', 'added'])))).toEqual(['rated', 'gone']);
  });
});
