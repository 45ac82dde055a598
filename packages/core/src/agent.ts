/** What `@local-llm-chat/core/agent` offers: a model with tools that cannot be turned against its user. */
export { type Agent, type AgentOptions, createAgent } from './agent/agent.js';
export type { AgentPolicy, AskUser, PolicyQuestion } from './agent/agent-policy.js';
export type { ToolExample } from './agent/agent-prompts.js';
export { type AuditEntry, type AuditLog, createAuditLog, type UserAnswer } from './agent/audit.js';
export { type BudgetLimits, DEFAULT_LIMITS } from './agent/budget.js';
export {
  defineTool,
  type ExecuteOptions,
  Labelled,
  type Tool,
  type ToolDefinition,
  type ToolHandle,
  type ToolOutput,
} from './agent/define-tool.js';
export { createGrants, type Grant, type Grants } from './agent/grants.js';
export { type Integrity, joinLabels, type Label, type Readers } from './agent/labels.js';
export {
  type Decision,
  decide,
  type Legs,
  type PolicyContext,
  type ProposedCall,
  type RuleId,
  type Verdict,
} from './agent/policy.js';
export type { Handle, KnownValues, Provenance } from './agent/provenance.js';
export type { Effect, Permission, ToolManifest } from './agent/tool-manifest.js';
export type { AgentEnd, AgentEvent, ToolArgument, ValueSource } from './agent-event.js';
