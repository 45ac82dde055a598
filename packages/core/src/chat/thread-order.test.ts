import { expect, it } from 'vitest';
import { message } from './conversation.case.js';
import { asStopped, treeOf } from './thread-order.js';

const one = message('user', 'One', { id: 'one', createdAt: 1 });
const two = message('assistant', 'Two', { id: 'two', parentId: 'one', createdAt: 2 });
const three = message('user', 'Three', { id: 'three', parentId: 'two', createdAt: 3 });

it('puts parents first, whatever the clock said', () => {
  const early = { ...three, createdAt: 0 };
  expect(treeOf([early, two, one], 'two')).toEqual({ messages: [one, two, early], leafId: 'two' });
  expect(treeOf([two, one, early], 'two')).toEqual(treeOf([one, early, two], 'two'));
});

it('shows the newest branch where the one that was shown is unknown', () => {
  expect(treeOf([three, one, two], null).leafId).toBe('three');
  expect(treeOf([three, one, two], 'gone').leafId).toBe('three');
  expect(treeOf([], 'gone')).toEqual({ messages: [], leafId: null });
});

it('lets what followed a deleted message follow what that one followed', () => {
  const gone = [
    { id: 'two', parentId: 'lost' },
    { id: 'lost', parentId: 'one' },
  ];
  expect(treeOf([one, three], null, gone).messages).toEqual([one, { ...three, parentId: 'one' }]);
  expect(treeOf([one, three], null, [{ id: 'two', parentId: 'two' }]).messages[1]?.parentId).toBeNull();
});

it('leaves no message out, not even those of a circle', () => {
  const circle = [
    { ...one, parentId: 'three' },
    { ...two, parentId: 'one' },
    { ...three, parentId: 'two' },
    { ...three, id: 'self', parentId: 'self' },
    { ...three, id: 'orphan', parentId: 'nobody' },
  ];
  const { messages } = treeOf(circle, null);
  expect(messages.map(({ id }) => id).sort()).toEqual(['one', 'orphan', 'self', 'three', 'two']);
  const seen = new Set<string | null>([null]);
  for (const { id, parentId } of messages) {
    expect(seen).toContain(parentId);
    seen.add(id);
  }
});

it('orders a conversation of any length', () => {
  const many = Array.from({ length: 50_000 }, (_, index) =>
    message('user', '', { id: `${index}`, parentId: index === 0 ? null : `${index - 1}`, createdAt: -index }),
  );
  expect(treeOf(many.reverse(), null).messages.map(({ id }) => Number(id))).toEqual(
    Array.from({ length: 50_000 }, (_, index) => index),
  );
});

it('stops what runs, and nothing else', () => {
  expect(asStopped({ ...two, status: 'pending' })).toEqual({ ...two, status: 'stopped', finishReason: 'abort' });
  expect(asStopped({ ...two, status: 'streaming' })).toMatchObject({ status: 'stopped' });
  for (const status of ['complete', 'failed', 'stopped'] as const)
    expect(asStopped({ ...two, status }).status).toBe(status);
});
