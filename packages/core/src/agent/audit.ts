/** What was decided, in order and for good: for people who want to know afterwards. */

import { toHex } from '../hex.js';
import { keyOf } from './call-key.js';
import type { Decision, ProposedCall, RuleId, Verdict } from './policy.js';

/** One decision. Holds no text of the call, only what tells whether two were the same. */
export interface AuditEntry {
  /** From 1 on, without gaps. */
  readonly number: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly tool: string;
  readonly verdict: Verdict;
  readonly rule: RuleId;
  readonly reason: string;
  /** What the user answered, where they were asked. */
  readonly answer: UserAnswer | null;
  readonly isTainted: boolean;
  readonly sends: boolean;
  /** SHA-256 of each argument with the log's salt, as hexadecimal digits. */
  readonly argumentHashes: Readonly<Record<string, string>>;
}

/** `once`: this call. `conversation`: such calls in this conversation. `no`: not this one. `never`: none of this tool. */
export type UserAnswer = 'once' | 'conversation' | 'no' | 'never';

/** An append-only list. */
export interface AuditLog {
  append(call: ProposedCall, decision: Decision, answer: UserAnswer | null): Promise<AuditEntry>;
  /** All entries so far. */
  entries(): readonly AuditEntry[];
  /** The entries, and the salt with which a known argument can be looked for. As JSON. */
  export(): string;
}

/** Makes an empty log. It is kept in memory: keep what `onPolicyDecision` tells where it shall last. */
export function createAuditLog(now: () => number = Date.now): AuditLog {
  const salt = crypto.randomUUID();
  const entries: AuditEntry[] = [];
  const hash = async (value: unknown) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}${keyOf(value)}`));
    return toHex(digest);
  };
  return {
    async append({ tool, arguments: args }, { verdict, rule, reason, isTainted, sends, manifest }, answer) {
      const hashes: [string, string][] = [];
      for (const [name, value] of Object.entries(args ?? {})) hashes.push([name, await hash(value)]);
      const entry: AuditEntry = Object.freeze({
        number: entries.length + 1,
        at: now(),
        // A name that a model has made up is text of whoever made it say so.
        tool: manifest === null ? 'unknown' : tool,
        verdict,
        rule,
        reason,
        answer,
        isTainted,
        sends,
        argumentHashes: Object.freeze(manifest === null || rule === 'bad-arguments' ? {} : Object.fromEntries(hashes)),
      });
      entries.push(entry);
      return entry;
    },
    entries: () => [...entries],
    export: () => JSON.stringify({ salt, entries }),
  };
}
