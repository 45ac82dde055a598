/** A model with tools: it answers like any `Generate`, and what it may do is decided outside of it. */

import { LocalLLMError } from '../errors.js';
import type { Generate, ToolCallFormat } from '../generate.js';
import { type AgentPolicy, knownPolicy } from './agent-policy.js';
import { runAgent } from './agent-run.js';
import type { AuditLog } from './audit.js';
import type { BudgetLimits } from './budget.js';
import type { Tool } from './define-tool.js';
import type { Grants } from './grants.js';

/** Of answers that later questions may refer to. */
const KEPT_ANSWERS = 64;

/** Settings of {@link createAgent}. */
export interface AgentOptions extends Partial<BudgetLimits> {
  /** The model: of a `LocalLLM`, or any other. */
  readonly generate: Generate;
  readonly tools: readonly Tool[];
  readonly policy?: AgentPolicy;
  /** Says before each step what it is about to do, as `thought-delta`. Costs a request a step. Default: no. */
  readonly thinksAloud?: boolean;
  /**
   * How the model was trained to call tools, e.g. `() => llm.getSnapshot().choice?.model.toolCalls`. Asked for at each
   * answer. Default: it was not, and is led step by step.
   */
  readonly toolCalls?: ToolCallFormat | (() => ToolCallFormat | null | undefined);
}

/** An agent for one conversation. */
export interface Agent extends Generate {
  /** What the user has said for longer than one call: show it, and let them take it back. */
  readonly grants: Grants;
  /** What was decided so far. */
  readonly auditLog: AuditLog;
}

/**
 * Makes an agent: a `Generate` that may call tools before it answers, and tells of it by events.
 *
 * Two passes of one model do the work. The one that chooses calls sees the user's words, the site's, and results that are
 * trusted; what strangers have written it knows by handles such as `$1` only. The one that writes the answer sees
 * everything and has no tools. Each call is decided by `docs/policy.md`, whatever the model says.
 *
 * Make one for each conversation: answers of the user hold in it.
 *
 * @throws LocalLLMError `invalid-request` when two tools have one name.
 * @example
 * ```ts
 * import { createAgent } from '@local-llm-chat/core/agent';
 * import { calculator } from '@local-llm-chat/core/agent/tools';
 * import { createFakeLLM } from '@local-llm-chat/core/testing';
 *
 * const llm = createFakeLLM({ reply: '3367' });
 * await llm.load();
 * const agent = createAgent({ generate: llm.generate, tools: [calculator()] });
 * for await (const event of agent({ messages: [{ role: 'user', content: 'What is 37 × 91?' }] })) {
 *   if (event.type === 'tool-call') console.log(event.tool, event.verdict);
 *   if (event.type === 'text-delta') console.log(event.text);
 * }
 * ```
 */
export function createAgent({
  generate,
  tools,
  policy = {},
  thinksAloud = false,
  toolCalls,
  ...limits
}: AgentOptions): Agent {
  const names = tools.map(({ manifest }) => manifest.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new LocalLLMError('invalid-request', `Two tools have the name "${twice}".`, {
      hint: 'Give each tool of an agent a name of its own.',
    });
  }
  const known = knownPolicy(policy);
  const own = new Set<string>();
  const agent: Generate = (request, { signal } = {}) =>
    runAgent(
      {
        generate,
        tools,
        policy: known,
        limits,
        thinksAloud,
        toolCalls: (typeof toolCalls === 'function' ? toolCalls() : toolCalls) ?? null,
        isOwnAnswer: (text) => own.has(text),
        onOwnAnswer(text) {
          own.add(text);
          const [oldest] = own;
          if (own.size > KEPT_ANSWERS && oldest !== undefined) own.delete(oldest);
        },
      },
      request,
      signal,
    );
  return Object.assign(agent, { grants: known.grants, auditLog: known.auditLog });
}
