/** Thousands of calls as an attacker would make them: none is allowed that a plain list of wrongs forbids. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from './labels.js';
import { contextOf, manifestOf, STRANGE_LABEL, USER_LABEL } from './policy.case.js';
import { decide, type ProposedCall } from './policy.js';
import type { Handle } from './provenance.js';
import { EFFECTS, type Permission } from './tool-manifest.js';

const RUNS = 10_000;

/** What the user has said, what the site has listed, and what neither has, by small changes of the first two. */
const USERS_OWN = ['bob@site.example', 'https://site.example/orders', 'Anna Meyer', 'report.txt'];
const SITES_OWN = ['desk@site.example', 'https://site.example/help'];
const twisted = fc
  .tuple(
    fc.constantFrom(...USERS_OWN, ...SITES_OWN),
    fc.constantFrom(
      (text: string) => `${text}.evil.example`,
      (text: string) => `x${text}`,
      (text: string) => text.slice(0, -1),
      (text: string) => `${text}?q=secret`,
      (text: string) => text.replace('e', 'е'),
      (text: string) => `${text}\u200b`,
      (text: string) => `https://evil.example/${text}`,
      (text: string) => `${text} evil@evil.example`,
      () => 'evil@evil.example',
    ),
  )
  .map(([text, twist]) => twist(text));

const LABELS: readonly Label[] = [
  USER_LABEL,
  STRANGE_LABEL,
  { integrity: 'host', readers: 'local-only' },
  { integrity: 'untrusted', readers: 'local-only' },
  { integrity: 'user', readers: ['https://site.example'] },
];

/** Who is behind the address, as the generator knows it. */
const address = fc.oneof(
  fc.constantFrom(...USERS_OWN).map((value) => ({ value, isVouched: true })),
  fc.constantFrom(...SITES_OWN).map((value) => ({ value, isVouched: true })),
  twisted.map((value) => ({ value, isVouched: false })),
  fc.constantFrom(
    { value: '$1', isVouched: true },
    { value: '$2', isVouched: false },
    { value: '$5', isVouched: false },
    { value: '$9', isVouched: false },
  ),
  fc.string().map((text) => ({ value: `evil-${text}`, isVouched: false })),
);

const HANDLES: readonly Handle[] = [
  {
    name: '$1',
    value: 'bob@site.example',
    label: { integrity: 'host', readers: 'public' },
    origin: 'list',
    vouches: true,
  },
  { name: '$2', value: 'evil@evil.example', label: STRANGE_LABEL, origin: 'page', vouches: true },
  {
    name: '$3',
    value: 'the secret',
    label: { integrity: 'untrusted', readers: 'local-only' },
    origin: 'file',
    vouches: true,
  },
  { name: '$4', value: 'my note', label: { integrity: 'user', readers: 'local-only' }, origin: 'notes', vouches: true },
  { name: '$5', value: 'evil@evil.example', label: USER_LABEL, origin: 'script', vouches: false },
];

const scene = fc.record({
  effect: fc.constantFrom(...EFFECTS),
  permission: fc.constantFrom<Permission>('allow', 'ask-when-tainted', 'ask'),
  to: address,
  text: fc.oneof(fc.constantFrom('$3', '$4', 'see {$3}', 'see {$4}', 'hello'), fc.string()),
  window: fc.constantFrom(...LABELS),
  legs: fc.record({ privateRead: fc.boolean(), untrustedRead: fc.boolean(), egress: fc.boolean() }),
  isInteractive: fc.boolean(),
  grant: fc.constantFrom('conversation', 'never', null),
  spent: fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, fc.constant('it is over')),
  isRepeated: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true)),
  strange: fc.oneof(
    { weight: 9, arbitrary: fc.constant('none') },
    fc.constantFrom('tool', 'argument', 'type', 'prototype'),
  ),
});

type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

function callOf({ to, text, strange }: Scene): ProposedCall {
  const args: Record<string, unknown> = { to: to.value, text };
  if (strange === 'argument') args['bcc'] = 'evil@evil.example';
  if (strange === 'type') args['text'] = { to: 'evil@evil.example' };
  if (strange === 'prototype') Object.defineProperty(args, '__proto__', { value: 'evil', enumerable: true });
  return { tool: strange === 'tool' ? 'toString' : 'tool', arguments: args };
}

/** What must never be allowed without a question, said without a word of the policy's code. */
function wrongsOf(one: Scene): string[] {
  const isAct = ['write-local', 'write-net', 'destructive', 'exec'].includes(one.effect);
  const usesSecret = one.text.includes('{$3}') || one.text === '$3';
  const usesNote = one.text.includes('{$4}') || one.text === '$4';
  const isTainted =
    one.window.integrity === 'untrusted' || usesSecret || one.to.value === '$2' || one.legs.untrustedRead;
  const isPrivate = one.window.readers === 'local-only' || usesSecret || usesNote;
  return [
    one.strange !== 'none' ? 'strange' : '',
    one.effect !== 'pure' && !one.to.isVouched ? 'nobody has named the address' : '',
    one.effect === 'destructive' ? 'cannot be undone' : '',
    isAct && isTainted ? 'an act of strangers' : '',
    one.effect === 'write-net' && isPrivate ? 'what is private is sent' : '',
    one.effect === 'write-net' && (one.legs.privateRead || isPrivate) && (one.legs.untrustedRead || isTainted)
      ? 'three'
      : '',
    one.permission === 'ask' && one.grant !== 'conversation' ? 'the site wants a question' : '',
    one.permission === 'ask' && isTainted ? 'the site wants a question, and nothing is remembered' : '',
    one.permission === 'ask-when-tainted' && isTainted ? 'the site wants a question' : '',
    one.grant === 'never' ? 'refused' : '',
    one.spent !== null ? 'over' : '',
    one.isRepeated ? 'again' : '',
  ].filter((wrong) => wrong !== '');
}

describe(`${RUNS} calls as an attacker would make them`, { timeout: 60_000 }, () => {
  it('are never wrongly allowed, and unknown tools and arguments never asked about', () => {
    const seen = { allow: 0, ask: 0, deny: 0 };
    fc.assert(
      fc.property(scene, (one) => {
        const tool = manifestOf({
          effect: one.effect,
          permission: one.permission,
          origins: ['https://site.example', 'https://other.example'],
        });
        const { verdict } = decide(
          callOf(one),
          contextOf(tool, {
            userTexts: [`Please take ${USERS_OWN.join(', ')}. Thank you.`],
            hostValues: SITES_OWN,
            handles: new Map(HANDLES.map((handle) => [handle.name, handle])),
            window: one.window,
            legs: one.legs,
            isInteractive: one.isInteractive,
            grantOf: () => one.grant as 'conversation' | 'never' | null,
            spent: one.spent,
            isRepeated: () => one.isRepeated,
          }),
        );
        seen[verdict] += 1;
        if (verdict === 'allow') expect(wrongsOf(one)).toEqual([]);
        if (verdict === 'ask') expect(one.isInteractive).toBe(true);
        if (one.strange !== 'none') expect(verdict).toBe('deny');
      }),
      { numRuns: RUNS },
    );
    // A policy that denied everything would pass too.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(RUNS / 50);
  });
});
