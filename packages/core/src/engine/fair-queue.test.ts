import { describe, expect, it } from 'vitest';
import { FairQueue, type Leave } from './fair-queue.js';

/** Sends all requests at once and lets each take its turn; returns the order in which they had it. */
async function orderOf(requests: readonly string[]): Promise<string[]> {
  const queue = new FairQueue();
  const order: string[] = [];
  await Promise.all(
    requests.map(async (request) => {
      const leave = await queue.enter(request.charAt(0));
      order.push(request);
      await Promise.resolve();
      leave?.();
    }),
  );
  return order;
}

describe('FairQueue', () => {
  it.each([
    ['one user', ['a1', 'a2', 'a3'], ['a1', 'a2', 'a3']],
    ['one greedy and one modest user', ['a1', 'a2', 'a3', 'b1'], ['a1', 'b1', 'a2', 'a3']],
    ['two greedy users', ['a1', 'a2', 'a3', 'b1', 'b2'], ['a1', 'b1', 'a2', 'b2', 'a3']],
    ['three users', ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'], ['a1', 'b1', 'c1', 'a2', 'b2', 'c2']],
    ['a late user', ['a1', 'b1', 'a2', 'b2', 'a3', 'c1'], ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']],
  ])('serves %s in turn', async (_, requests, order) => {
    expect(await orderOf(requests)).toEqual(order);
  });

  it('lets one in at a time', async () => {
    const queue = new FairQueue();
    const leave = await queue.enter('a');
    let hasEntered = false;
    const second = queue.enter('b').then((next) => {
      hasEntered = true;
      return next;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(hasEntered).toBe(false);
    leave?.();
    expect(await second).not.toBeNull();
  });

  it('forgets at once who gives up, and keeps the turn of the others', async () => {
    const queue = new FairQueue();
    const leave = await queue.enter('a');
    const stop = new AbortController();
    const given = queue.enter('b', stop.signal);
    const next = queue.enter('c');
    stop.abort();
    expect(await given).toBeNull();
    expect(await queue.enter('d', AbortSignal.abort())).toBeNull();
    leave?.();
    expect(await next).toBeTypeOf('function');
  });

  it('keeps a turn that was given, whenever its signal fires', async () => {
    const queue = new FairQueue();
    const stop = new AbortController();
    const leave = await queue.enter('a', stop.signal);
    stop.abort();
    let hasEntered = false;
    const second = queue.enter('b').then(() => {
      hasEntered = true;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(hasEntered).toBe(false);
    leave?.();
    await second;
  });

  it('counts one turn as one, however often it is left', async () => {
    const queue = new FairQueue();
    const first = (await queue.enter('a')) as Leave;
    const second = queue.enter('b');
    const third = queue.enter('c');
    first();
    first();
    await second;
    let hasEntered = false;
    void third.then(() => {
      hasEntered = true;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(hasEntered).toBe(false);
  });
});
