/** The events of tools, as classes, so that listeners are typed. They bubble and leave shadow roots. */
import type { AgentEvent, ToolArgument } from '@local-llm-chat/core';
import type { AuditEntry } from '@local-llm-chat/core/agent';

const ANNOUNCEMENT = { bubbles: true, composed: true } as const;

type CallOf<Type extends AgentEvent['type']> = Extract<AgentEvent, { type: Type }>;

/** The model wants to call a tool. Where the verdict is `ask` the visitor is being asked. */
export class ToolCallEvent extends Event {
  static readonly type = 'llm-toolcall';
  /** Unique within its answer. */
  readonly callId: string;
  readonly tool: string;
  /** What it is called with, and where each value comes from. */
  readonly arguments: readonly ToolArgument[];
  readonly verdict: 'allow' | 'ask' | 'deny';
  /** A stable word, see `docs/policy.md`. */
  readonly rule: string;
  readonly reason: string;

  constructor(call: CallOf<'tool-call'>) {
    super(ToolCallEvent.type, ANNOUNCEMENT);
    this.callId = call.callId;
    this.tool = call.tool;
    this.arguments = call.arguments;
    this.verdict = call.verdict;
    this.rule = call.rule;
    this.reason = call.reason;
  }
}

/** What came of a call. */
export class ToolResultEvent extends Event {
  static readonly type = 'llm-toolresult';
  /** As in `llm-toolcall`. */
  readonly callId: string;
  readonly tool: string;
  readonly status: 'done' | 'failed' | 'denied';
  /** The result, cut to what the model is shown; of a failure its code. */
  readonly text: string;

  constructor({ callId, tool, status, text }: CallOf<'tool-result'>) {
    super(ToolResultEvent.type, ANNOUNCEMENT);
    this.callId = callId;
    this.tool = tool;
    this.status = status;
    this.text = text;
  }
}

/** A call was decided about: by the rules, and where they ask by the visitor. Comes before the call is made. */
export class PolicyDecisionEvent extends Event {
  static readonly type = 'llm-policydecision';
  /** As the log of the conversation has it, without any text of the call. */
  readonly entry: AuditEntry;

  constructor(entry: AuditEntry) {
    super(PolicyDecisionEvent.type, ANNOUNCEMENT);
    this.entry = entry;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-toolcall': ToolCallEvent;
    'llm-toolresult': ToolResultEvent;
    'llm-policydecision': PolicyDecisionEvent;
  }
}
