/** What a site says about its agent's calls, and how the user is asked. */
import type { ToolArgument } from '../agent-event.js';
import { type AuditEntry, type AuditLog, createAuditLog, type UserAnswer } from './audit.js';
import { createGrants, type Grants } from './grants.js';
import type { RuleId } from './policy.js';
import type { Effect } from './tool-manifest.js';

/** A question for the user. Show the arguments as text, each with where it came from, and take no answer for a no. */
export interface PolicyQuestion {
  /** As in the `tool-call` event. */
  readonly callId: string;
  readonly tool: string;
  /** As the site has written it; nothing here is the model's but values of arguments. */
  readonly description: string;
  readonly effect: Effect;
  readonly arguments: readonly ToolArgument[];
  readonly rule: RuleId;
  readonly reason: string;
  /** Something leaves the device, to one of `origins`. */
  readonly sends: boolean;
  readonly origins: readonly string[];
  readonly isTainted: boolean;
  /** `conversation` may be offered as an answer. It counts as `once` where this is false. */
  readonly canBeRemembered: boolean;
}

/** Asks the user. Rejecting counts as `no`. */
export type AskUser = (question: PolicyQuestion, options: { readonly signal: AbortSignal }) => Promise<UserAnswer>;

/** What a site says. */
export interface AgentPolicy {
  /** The site's own addresses, recipients, file names: calls may go there without the user naming them. */
  readonly hostValues?: readonly (string | number)[];
  /** Without it nobody is asked, and what needs a question is denied. */
  readonly ask?: AskUser;
  /** Answers of the user that hold on, to be shown. Default: a list of the agent's own. */
  readonly grants?: Grants;
  /** Default: a log of the agent's own. */
  readonly auditLog?: AuditLog;
  /** Hears of each decision, after the user's answer and before the call. */
  onPolicyDecision?(entry: AuditEntry): void;
}

/** A policy with all that it may lack. */
export interface KnownPolicy {
  readonly hostValues: readonly (string | number)[];
  readonly ask: AskUser | null;
  readonly grants: Grants;
  readonly auditLog: AuditLog;
  readonly onPolicyDecision: (entry: AuditEntry) => void;
}

/** Fills in what a site does not say. */
export function knownPolicy(policy: AgentPolicy): KnownPolicy {
  const { hostValues = [], ask = null, grants = createGrants(), auditLog = createAuditLog() } = policy;
  return { hostValues, ask, grants, auditLog, onPolicyDecision: (entry) => policy.onPolicyDecision?.(entry) };
}
