/** What is kept beside the policy: answers of the user, what a run has cost, and what was decided. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditLog } from './audit.js';
import { Budget } from './budget.js';
import { Deadline } from './deadline.js';
import { createGrants } from './grants.js';
import { contextOf, manifestOf } from './policy.case.js';
import { decide } from './policy.js';
import { provenanceOf } from './provenance.js';

const KNOWN = { userTexts: [], hostValues: ['here', 'there'], handles: new Map() };

describe('answers of the user', () => {
  const tool = manifestOf({ name: 'send', permission: 'ask' });
  const to = (address: string) => provenanceOf(tool, { to: address, text: 'Hello.' }, KNOWN);

  it('hold for the same addresses, are seen, and can be taken back', () => {
    const grants = createGrants(() => 7);
    let changes = 0;
    grants.subscribe(() => (changes += 1));
    expect(grants.find(tool, to('here'))).toBeNull();
    grants.give('conversation', tool, to('here'));
    expect(grants.find(tool, to('here'))).toBe('conversation');
    expect(grants.find(tool, to('there'))).toBeNull();
    expect(grants.find(manifestOf({ name: 'other' }), to('here'))).toBeNull();
    expect(grants.getSnapshot()).toEqual([
      { id: 'grant-1', tool: 'send', answer: 'conversation', addresses: { to: 'here' }, givenAt: 7 },
    ]);
    grants.revoke('grant-1');
    expect(grants.find(tool, to('here'))).toBeNull();
    expect(changes).toBe(2);
  });

  it('of "never" go before all others, for the whole tool', () => {
    const grants = createGrants();
    grants.give('conversation', tool, to('here'));
    grants.give('never', tool, to('there'));
    expect(grants.find(tool, to('here'))).toBe('never');
  });
});

describe('a budget', () => {
  it('ends with calls, with tokens, and knows a call again whatever the order of its arguments', () => {
    const budget = new Budget({ maxCalls: 2, maxTokens: 10 });
    budget.called({ tool: 'send', arguments: { a: 1, b: { c: [2], d: 3 } } });
    expect(budget.isRepeated({ tool: 'send', arguments: { b: { d: 3, c: [2] }, a: 1 } })).toBe(true);
    expect(budget.isRepeated({ tool: 'send', arguments: { a: '1', b: { c: [2], d: 3 } } })).toBe(false);
    expect(budget.spent).toBeNull();
    budget.called({ tool: 'send', arguments: {} });
    expect(budget.callsOf('send')).toBe(2);
    expect(budget.spent).toBe('2 calls were made');
    const other = new Budget({ maxTokens: 10 });
    other.wrote(9);
    expect([other.tokensLeft, other.spent]).toEqual([1, null]);
    other.wrote(5);
    expect([other.tokensLeft, other.spent]).toEqual([0, '14 tokens were written']);
  });
});

describe('a deadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stands still while somebody is asked', () => {
    const deadline = new Deadline(1000);
    vi.advanceTimersByTime(600);
    deadline.pause();
    vi.advanceTimersByTime(60_000);
    expect(deadline.signal.aborted).toBe(false);
    deadline.resume();
    vi.advanceTimersByTime(399);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.aborted).toBe(true);
  });
});

describe('the log', () => {
  it('keeps each decision with its rule, and of the call nothing but hashes', async () => {
    const log = createAuditLog(() => 7);
    const tool = manifestOf({ effect: 'write-local' });
    const call = { tool: 'tool', arguments: { to: 'nowhere', text: 'my secret' } };
    const entry = await log.append(call, decide(call, contextOf(tool)), null);
    expect(entry).toMatchObject({ number: 1, at: 7, tool: 'tool', verdict: 'deny', rule: 'unvouched-address' });
    await log.append(call, decide(call, contextOf(tool, { hostValues: ['nowhere'] })), 'once');
    const [first, second] = log.entries();
    expect(second).toMatchObject({ number: 2, rule: 'allowed', answer: 'once' });
    expect(second?.argumentHashes).toEqual(first?.argumentHashes);
    expect(first?.argumentHashes['text']).toMatch(/^[0-9a-f]{64}$/);
    expect(log.export()).not.toMatch(/secret|nowhere/);
  });

  it('does not repeat the name of a tool that a model has made up, and cannot be written to from outside', async () => {
    const log = createAuditLog();
    const call = { tool: 'send my secret', arguments: { secret: 'secret' } };
    await log.append(call, decide(call, contextOf(manifestOf())), null);
    expect(log.export()).not.toContain('secret');
    expect(() => (log.entries() as unknown[]).pop()).not.toThrow();
    expect(log.entries()).toHaveLength(1);
    expect(Object.isFrozen(log.entries()[0])).toBe(true);
  });
});
