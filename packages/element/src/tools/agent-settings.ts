/** What a page can set of the work with tools. */
import type { BudgetLimits } from '@local-llm-chat/core/agent';

/** Limits of the work for one answer, and the site's own addresses. */
export interface AgentSettings extends Partial<BudgetLimits> {
  /** The site's own addresses, recipients, file names: calls may go there without the visitor naming them. */
  readonly hostValues?: readonly (string | number)[];
}
