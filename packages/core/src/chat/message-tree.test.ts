import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Generate } from '../generate.js';
import type { ChatMessage, MessageTree } from '../messages.js';
import { ChatSession } from './chat-session.js';
import { message } from './conversation.case.js';
import { branchPlaces, inOrder, newestLeaf, repairTree, shownBranch } from './message-tree.js';

/** Some answers have no word, so that they are replaced. */
function sessionOf(restore?: MessageTree): ChatSession {
  let count = 0;
  const generate: Generate = async function* () {
    count += 1;
    if (count % 3 !== 0) yield { type: 'text-delta', text: `answer ${count}` };
    yield { type: 'finish', reason: 'stop' };
  };
  return new ChatSession({ generate, contextWindow: () => 4096 }, { restore });
}

/** What must hold of any conversation at any time. */
function expectWhole(chat: ChatSession): void {
  const { messages, tree, branches, status } = chat.getSnapshot();
  const before = new Set<string | null>([null]);
  for (const { id, parentId } of tree.messages) {
    expect(before.has(parentId)).toBe(true);
    expect(before.has(id)).toBe(false);
    before.add(id);
  }
  expect(messages.at(-1)?.id ?? null).toBe(tree.leafId);
  expect(tree.messages.some(({ parentId }) => parentId === tree.leafId)).toBe(false);
  messages.forEach((shown, index) => {
    expect(tree.messages).toContain(shown);
    expect(shown.parentId).toBe(messages[index - 1]?.id ?? null);
    const family = tree.messages.filter(({ parentId }) => parentId === shown.parentId);
    const place = { index: family.indexOf(shown), count: family.length };
    expect(branches.get(shown.id)).toEqual(family.length > 1 ? place : undefined);
  });
  expect([...branches.keys()].filter((id) => !messages.some((shown) => shown.id === id))).toEqual([]);
  expect(status).toBe('idle');
}

type Step =
  | {
      readonly type: 'send' | 'edit' | 'retry' | 'delete' | 'show' | 'rate' | 'merge';
      readonly at: number;
      readonly to: number;
    }
  | { readonly type: 'undo' };

const steps = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constantFrom('send', 'send', 'edit', 'retry', 'delete', 'delete', 'show', 'rate', 'merge'),
      at: fc.nat(30),
      to: fc.nat(3),
    }),
    fc.record({ type: fc.constant('undo' as const) }),
  ),
  { maxLength: 25 },
) as fc.Arbitrary<Step[]>;

describe('a tree of messages', () => {
  it('stays whole through whatever is done, and every deletion can be undone', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (todo) => {
        const chat = sessionOf();
        const undos: { readonly undo: () => void; readonly before: MessageTree; readonly after: MessageTree }[] = [];
        for (const step of todo) {
          await take(step);
          expectWhole(chat);
        }
        while (undos.length > 0) {
          await take({ type: 'undo' });
          expectWhole(chat);
        }
        // What is kept of it is the same conversation.
        const { tree, messages, branches } = chat.getSnapshot();
        expect(sessionOf(structuredClone(tree)).getSnapshot()).toMatchObject({ tree, messages, branches });

        async function take(step: Step): Promise<void> {
          const { tree: before } = chat.getSnapshot();
          if (step.type === 'undo') {
            const last = undos.pop();
            last?.undo();
            // To the letter, when nothing has happened in between.
            if (last?.after === before) {
              expect(chat.getSnapshot().tree).toEqual(last.before);
              const earlier = undos.pop();
              if (earlier)
                undos.push(earlier.after === last.before ? { ...earlier, after: chat.getSnapshot().tree } : earlier);
            }
            return;
          }
          const target = before.messages[step.at % before.messages.length];
          if (step.type === 'send' || target === undefined) return await chat.send('question');
          const { id, role, parentId } = target;
          if (step.type === 'edit' && role === 'user') await chat.edit(id, 'another question');
          // An answer to a question that was deleted cannot be given again.
          if (step.type === 'retry') await chat.retry(id).catch((error) => expect(error.code).toBe('invalid-request'));
          if (step.type === 'show') {
            const family = before.messages.filter((other) => other.parentId === parentId);
            const wanted = family[step.to % family.length];
            chat.showBranch(id, step.to % family.length);
            expect(chat.getSnapshot().messages).toContain(wanted);
            expect(chat.getSnapshot().tree.messages).toEqual(before.messages);
          }
          if (step.type === 'rate' && role === 'assistant') chat.rate(id, 'good');
          if (step.type === 'merge') {
            const one = message('user', 'from elsewhere', { parentId: step.to === 0 ? null : id });
            const two = message('assistant', 'answered there', { parentId: one.id });
            chat.merge([two, one, { ...target, rating: 'bad' }]);
            const { messages: all } = chat.getSnapshot().tree;
            expect(all).toEqual(expect.arrayContaining([one, two]));
            expect(all).toHaveLength(before.messages.length + 2);
            if (parentId !== id && before.leafId === one.parentId) expect(chat.getSnapshot().messages.at(-1)).toBe(two);
          }
          if (step.type === 'delete') {
            const undo = chat.delete(id);
            expect(chat.getSnapshot().tree.messages).toHaveLength(before.messages.length - 1);
            undos.push({ undo, before, after: chat.getSnapshot().tree });
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is as it was when everything that was deleted is back, in whatever order', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });
    const order = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(parents, order, order, (wanted, deleteBy, undoBy) => {
        const messages = wanted.map((at, index) => {
          const parentId = at % (index + 1) === index ? null : `${at % (index + 1)}`;
          return message('user', 'a', { id: `${index}`, parentId });
        });
        const chat = sessionOf({ messages, leafId: '0' });
        const by = (keys: readonly number[]) => (one: number, other: number) => (keys[one] ?? 0) - (keys[other] ?? 0);
        const all = [...messages.keys()];
        const undos = all.toSorted(by(deleteBy)).map((index) => chat.delete(`${index}`));
        expect(chat.getSnapshot().tree).toEqual({ messages: [], leafId: null });
        for (const undo of all.toSorted(by(undoBy)).map((index) => undos[index])) {
          undo?.();
          expectWhole(chat);
        }
        const byId = (one: ChatMessage, other: ChatMessage) => Number(one.id) - Number(other.id);
        expect(chat.getSnapshot().tree.messages.toSorted(byId)).toEqual(messages);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for two sessions that tell each other everything', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), async (todo, sides) => {
        const one = sessionOf();
        const other = sessionOf();
        for (const [index, step] of todo.entries()) {
          const here = sides[index] ? one : other;
          const { messages } = here.getSnapshot().tree;
          const target = step.type === 'undo' ? undefined : messages[step.at % messages.length];
          if (target === undefined || step.type === 'send') await here.send('question');
          else if (step.type === 'edit' && target.role === 'user') await here.edit(target.id, 'another');
          else if (step.type === 'retry') await here.retry(target.id);
          else if (step.type === 'rate' && target.role === 'assistant') here.rate(target.id, 'good');
          if (step.type === 'merge') exchange();
        }
        exchange();
        expectWhole(one);
        expectWhole(other);
        const byId = (messages: readonly ChatMessage[]) => messages.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(one.getSnapshot().tree.messages).map(({ id, parentId }) => [id, parentId])).toEqual(
          byId(other.getSnapshot().tree.messages).map(({ id, parentId }) => [id, parentId]),
        );

        function exchange(): void {
          const { messages } = one.getSnapshot().tree;
          one.merge(other.getSnapshot().tree.messages);
          other.merge(messages);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is made whole of anything', () => {
    const wild = fc.array(
      fc.record({ id: fc.nat(12).map(String), parentId: fc.option(fc.nat(14).map(String)), text: fc.string() }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(wild, fc.option(fc.nat(14).map(String)), (items, leafId) => {
        const messages = items.map(({ id, parentId, text }) => message('user', text, { id, parentId }));
        expectWhole(sessionOf({ messages, leafId }));
        const { messages: repaired } = repairTree({ messages, leafId });
        expect(new Set(repaired.map(({ id }) => id))).toEqual(new Set(items.map(({ id }) => id)));
        expect(inOrder(repaired)).toEqual(repaired);
      }),
      { numRuns: 500 },
    );
  });

  it('sorts ten thousand messages that come the wrong way round', () => {
    const messages = Array.from({ length: 10_000 }, (_, index) =>
      message('user', '', { id: `${index}`, parentId: index === 0 ? null : `${index - 1}` }),
    );
    expect(inOrder(messages.toReversed())).toEqual(messages);
    const tree = { messages, leafId: newestLeaf(messages, null) };
    expect(tree.leafId).toBe('9999');
    expect(shownBranch(tree)).toEqual(messages);
    expect(branchPlaces(messages, messages).size).toBe(0);
  });
});
