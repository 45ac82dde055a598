/** Where calls come to: each is decided, asked about, written down, and only then made. */
import type { AgentEnd, AgentEvent } from '../agent-event.js';
import { isLocalLLMError, toLocalLLMError } from '../errors.js';
import type { KnownPolicy } from './agent-policy.js';
import { callText } from './agent-prompts.js';
import type { UserAnswer } from './audit.js';
import type { Budget } from './budget.js';
import type { Deadline } from './deadline.js';
import type { Tool, ToolOutput } from './define-tool.js';
import { joinLabels, type Label } from './labels.js';
import type { Ledger } from './ledger.js';
import { type Decision, decide, isAct, type Legs, legsAfter, type PolicyContext, type ProposedCall } from './policy.js';

/** A run ends with the second call that comes to nothing. */
const MOST_FAILURES = 2;

/** A longer one is left to the model, which may know what of it is asked for. */
const LONGEST_SAID = 400;

/** What a desk works with. */
export interface DeskParts {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly policy: KnownPolicy;
  readonly budget: Budget;
  readonly deadline: Deadline;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly userTexts: readonly string[];
  /** What has come with the question. */
  readonly legs: Legs;
}

interface Admitted {
  readonly callId: string;
  readonly tool: Tool;
  /** The call in short. */
  readonly said: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Of all that goes in, and of what the pass that asks had before it. */
  readonly label: Label;
  /** Nothing in it is the model's own. */
  readonly isVouched: boolean;
}

type Outcome = { readonly output: ToolOutput } | { readonly error: unknown };

/** Decides and makes the calls of one run. */
export class CallDesk {
  readonly #parts: DeskParts;
  #legs: Legs;
  #calls = 0;
  #failures = 0;
  #denials = 0;
  #end: AgentEnd | null = null;
  readonly #said: string[] = [];

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#legs = parts.legs;
  }

  /** What the run has had. */
  get legs(): Legs {
    return this.#legs;
  }

  /** Why no call may follow, or `null`. */
  get end(): AgentEnd | null {
    return this.#end;
  }

  /** Results that an answer can begin with. */
  get said(): readonly string[] {
    return this.#said;
  }

  /** What the next decision depends on. */
  context(): PolicyContext {
    const { tools, policy, budget, ledger, userTexts } = this.#parts;
    return {
      tools: new Map([...tools].map(([name, { manifest }]) => [name, manifest])),
      userTexts,
      hostValues: policy.hostValues,
      handles: ledger.handles,
      window: joinLabels(USER_WORDS, ledger.shown),
      legs: this.#legs,
      isInteractive: policy.ask !== null,
      spent: budget.spent,
      callsOf: (tool) => budget.callsOf(tool),
      isRepeated: (call) => budget.isRepeated(call),
      grantOf: (manifest, provenance) => policy.grants.find(manifest, provenance),
    };
  }

  /** Acts wait for one another; what only reads runs side by side. Results come in the order of the calls. */
  async *make(calls: readonly ProposedCall[]): AsyncGenerator<AgentEvent> {
    const running: { readonly admitted: Admitted; readonly outcome: Promise<Outcome> }[] = [];
    for (const call of calls) {
      if (this.#end !== null || this.#parts.signal.aborted) break;
      const admitted = yield* this.#admit(call);
      if (admitted === null) continue;
      if (isAct(admitted.tool.manifest.effect)) await Promise.all(running.map(({ outcome }) => outcome));
      const outcome = this.#execute(admitted);
      running.push({ admitted, outcome });
      if (isAct(admitted.tool.manifest.effect)) await outcome;
    }
    for (const { admitted, outcome } of running) yield this.#enter(admitted, await outcome);
  }

  async *#admit(call: ProposedCall): AsyncGenerator<AgentEvent, Admitted | null> {
    const { budget, policy, ledger, tools } = this.#parts;
    this.#calls += 1;
    const callId = `call-${this.#calls}`;
    const decision = decide(call, this.context());
    budget.called(call);
    const { verdict, rule, reason, manifest, provenance } = decision;
    const name = manifest?.name ?? 'unknown';
    const args = provenance?.origins ?? [];
    const title = manifest?.title === undefined ? {} : { title: manifest.title };
    yield { type: 'tool-call', callId, tool: name, ...title, arguments: args, verdict, rule, reason };
    const answer = verdict === 'ask' ? await this.#ask(callId, decision) : null;
    policy.onPolicyDecision(await policy.auditLog.append(call, decision, answer));
    const tool = tools.get(name);
    const isAllowed = verdict === 'allow' || answer === 'once' || answer === 'conversation';
    if (isAllowed && tool !== undefined && provenance !== null) {
      // Before it runs: calls that run side by side must not have together what each may have alone.
      const label = joinLabels(this.context().window, provenance.label);
      this.#legs = legsAfter(this.#legs, [label, tool.manifest.returns], decision.sends);
      const isVouched = provenance.origins.every(({ source }) => source !== 'model');
      const said = callText(name, call.arguments);
      yield { type: 'tool-start', callId, tool: name };
      return { callId, tool, said, values: provenance.values, label, isVouched };
    }
    this.#denials += 1;
    if (rule === 'repeated-call') this.#end = 'repeated-call';
    else if (rule === 'budget') this.#end = 'step-limit';
    else if (this.#denials >= MOST_FAILURES) this.#end = 'denied';
    const text = verdict === 'ask' ? 'The user has said no.' : reason;
    ledger.note(name, `not done. ${text}`);
    yield { type: 'tool-result', callId, tool: name, status: 'denied', text, handle: null };
    return null;
  }

  async #ask(callId: string, decision: Decision): Promise<UserAnswer> {
    const { policy, deadline, signal } = this.#parts;
    const { manifest, provenance, rule, reason, sends, isTainted, canBeRemembered } = decision;
    if (manifest === null || provenance === null || policy.ask === null) return 'no';
    const { name: tool, description, effect, origins } = manifest;
    const about = { callId, tool, description, effect, origins, arguments: provenance.origins };
    deadline.pause();
    let answer: UserAnswer = 'no';
    try {
      const asked = policy.ask({ ...about, rule, reason, sends, isTainted, canBeRemembered }, { signal });
      answer = await Promise.race([asked, aborted(signal)]);
    } catch {
      // Nobody has agreed: a dialog that broke, or a run that was stopped meanwhile.
      return 'no';
    } finally {
      deadline.resume();
    }
    if (answer === 'never') policy.grants.give('never', manifest, provenance);
    if (answer === 'conversation' && canBeRemembered) policy.grants.give('conversation', manifest, provenance);
    return answer;
  }

  /** Never rejects. */
  async #execute({ tool, values, label }: Admitted): Promise<Outcome> {
    const { signal } = this.#parts;
    try {
      // A copy: what a tool does to its arguments must not change what was decided about.
      const output = tool.execute(structuredClone(values), { signal, label });
      return { output: await Promise.race([output, aborted(signal)]) };
    } catch (error) {
      return { error };
    }
  }

  #enter({ callId, tool, said, label: given, isVouched }: Admitted, outcome: Outcome): AgentEvent {
    const { ledger } = this.#parts;
    const { name, effect, maxCharacters } = tool.manifest;
    if ('error' in outcome) {
      this.#failures += 1;
      if (this.#failures >= MOST_FAILURES) this.#end = 'tool-failed';
      // Of what others have written into an error nothing is told; what only reckons has no others.
      const { code, message } = toLocalLLMError(outcome.error);
      const isOwn = effect === 'pure' && isLocalLLMError(outcome.error);
      ledger.note(name, `failed (${code}).${isOwn ? ` ${message}` : ''}`);
      return { type: 'tool-result', callId, tool: name, status: 'failed', text: code, handle: null };
    }
    const { value, label, handles, said: plain } = outcome.output;
    const joined = joinLabels(label, given);
    this.#legs = legsAfter(this.#legs, [joined], false);
    const text = ledger.cut(value, maxCharacters);
    // What is made of the call's own words is no better than they are; what is looked up is its source's.
    const isMade = effect === 'pure' || effect === 'exec';
    const vouches = isVouched || !isMade;
    const handle = ledger.add(value, joined, { tool: name, said, text, vouches });
    // The answer is the user's to read, and no pass that acts sees it: strangers' words may begin it, in a few words.
    if (plain !== undefined && plain !== '' && plain.length <= LONGEST_SAID) this.#said.push(plain);
    if (vouches) for (const one of handles) ledger.address(one.name, one.value, joined, name);
    return { type: 'tool-result', callId, tool: name, status: 'done', text, handle: handle.name };
  }
}

const USER_WORDS: Label = { integrity: 'user', readers: 'public' };

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}
