/** What one run may cost, counted here: a model that is led in circles ends. */
import { keyOf } from './call-key.js';
import type { ProposedCall } from './policy.js';

/** Limits of a run. */
export interface BudgetLimits {
  /** Rounds of choosing and calling. Default 6. */
  readonly maxSteps: number;
  /** Calls, denied ones too. Default 8. */
  readonly maxCalls: number;
  /** Tokens that the model writes, all requests of a run together. Default 2,048. */
  readonly maxTokens: number;
  /** Characters of results that the model is shown, of all calls of a run together. Default 6,000: some 1,500 tokens. */
  readonly maxCharacters: number;
  /** Milliseconds, without the time that the user is asked. Default 60,000. */
  readonly timeoutMs: number;
}

/** What a run may cost unless the site says otherwise. */
export const DEFAULT_LIMITS: BudgetLimits = {
  maxSteps: 6,
  maxCalls: 8,
  maxTokens: 2048,
  maxCharacters: 6000,
  timeoutMs: 60_000,
};

/** Counts one run. */
export class Budget {
  readonly limits: BudgetLimits;
  readonly #seen = new Set<string>();
  readonly #perTool = new Map<string, number>();
  #steps = 0;
  #calls = 0;
  #tokens = 0;

  constructor(limits: Partial<BudgetLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Tokens that may still be written. */
  get tokensLeft(): number {
    return Math.max(0, this.limits.maxTokens - this.#tokens);
  }

  get stepsLeft(): number {
    return Math.max(0, this.limits.maxSteps - this.#steps);
  }

  /** Why no call may follow, or `null`. */
  get spent(): string | null {
    if (this.#calls >= this.limits.maxCalls) return `${this.#calls} calls were made`;
    if (this.tokensLeft === 0) return `${this.#tokens} tokens were written`;
    return null;
  }

  step(): void {
    this.#steps += 1;
  }

  wrote(tokens: number): void {
    this.#tokens += tokens;
  }

  /** Counts a call, whatever was decided about it. */
  called(call: ProposedCall): void {
    this.#calls += 1;
    this.#perTool.set(call.tool, this.callsOf(call.tool) + 1);
    this.#seen.add(keyOf(call));
  }

  callsOf(tool: string): number {
    return this.#perTool.get(tool) ?? 0;
  }

  isRepeated(call: ProposedCall): boolean {
    return this.#seen.has(keyOf(call));
  }
}
