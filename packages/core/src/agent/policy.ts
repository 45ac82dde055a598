/** Decides about a call: allowed, asked or denied, by rules alone. The model is taken to obey whoever wrote last. */
import { argumentProblem } from './check-arguments.js';
import { joinLabels, type Label, mayReach } from './labels.js';
import { type KnownValues, type Provenance, provenanceOf } from './provenance.js';
import type { Effect, ToolManifest } from './tool-manifest.js';

/** What may be done with a call. */
export type Verdict = 'allow' | 'ask' | 'deny';

/** The rule that decided, as a stable word. `docs/policy.md` has them in order. */
export type RuleId =
  | 'unknown-tool'
  | 'bad-arguments'
  | 'budget'
  | 'repeated-call'
  | 'refused-before'
  | 'unvouched-address'
  | 'foreign-origin'
  | 'kept-data'
  | 'trifecta'
  | 'destructive'
  | 'tainted-act'
  | 'permission'
  | 'granted-before'
  | 'allowed';

/** A call as a model asks for it. */
export interface ProposedCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What one run has had so far. All three together let a page steal what is private, so only two are borne. */
export interface Legs {
  readonly privateRead: boolean;
  readonly untrustedRead: boolean;
  readonly egress: boolean;
}

/** All that a decision depends on. */
export interface PolicyContext extends KnownValues {
  readonly tools: ReadonlyMap<string, ToolManifest>;
  /** Of all that the model has before it when it asks for the call. */
  readonly window: Label;
  readonly legs: Legs;
  /** Somebody is there who can be asked. */
  readonly isInteractive: boolean;
  /** What is left of the run, `null` or what is spent. */
  readonly spent: string | null;
  readonly callsOf: (tool: string) => number;
  readonly isRepeated: (call: ProposedCall) => boolean;
  /** What the user has said about such calls in this conversation. */
  readonly grantOf: (manifest: ToolManifest, provenance: Provenance) => 'conversation' | 'never' | null;
}

/** What was decided, and why. */
export interface Decision {
  readonly verdict: Verdict;
  readonly rule: RuleId;
  /** One sentence, without a word of what was read. */
  readonly reason: string;
  /** The answer holds for later calls too: never when something untrusted has to do with this one. */
  readonly canBeRemembered: boolean;
  /** Something of the call leaves the device. */
  readonly sends: boolean;
  readonly isTainted: boolean;
  readonly manifest: ToolManifest | null;
  readonly provenance: Provenance | null;
}

const ACTS: readonly Effect[] = ['write-local', 'write-net', 'destructive', 'exec'];

/** True for what changes something, and so is asked about by default. */
export function isAct(effect: Effect): boolean {
  return ACTS.includes(effect);
}

/**
 * Decides. Pure: the same call and context always get the same answer. What no rule knows is denied.
 *
 * The first rule that applies decides, in the order of `docs/policy.md`.
 */
export function decide(call: ProposedCall, context: PolicyContext): Decision {
  const manifest = context.tools.get(call.tool) ?? null;
  const early = (rule: RuleId, reason: string): Decision => {
    const nothing = { canBeRemembered: false, sends: false, isTainted: false, provenance: null };
    return { verdict: 'deny', rule, reason, manifest, ...nothing };
  };
  if (manifest === null) return early('unknown-tool', 'There is no such tool.');
  if (!isPlainObject(call.arguments)) return early('bad-arguments', 'The call has no arguments.');
  const provenance = provenanceOf(manifest, call.arguments, context);
  const problem = argumentProblem(manifest.input, provenance.values);
  if (problem !== null) return early('bad-arguments', `The call has ${problem}.`);
  if (context.spent !== null) return early('budget', `The run may not go on: ${context.spent}.`);
  if (context.callsOf(manifest.name) >= manifest.maxCalls) {
    return early('budget', `The tool was called ${manifest.maxCalls} times already.`);
  }
  if (context.isRepeated(call)) return early('repeated-call', 'The same call was made before.');

  const label = joinLabels(context.window, provenance.label);
  const sends = isSending(manifest, provenance);
  const facts = { isTainted: hasStrangers(label, context.legs), sends, manifest, provenance };
  const deny = (rule: RuleId, reason: string): Decision => {
    return { verdict: 'deny', rule, reason, canBeRemembered: false, ...facts };
  };
  const grant = context.grantOf(manifest, provenance);
  if (grant === 'never') return deny('refused-before', 'The user has refused such calls.');
  if (provenance.sinks === 'model' && manifest.effect !== 'pure') {
    return deny('unvouched-address', 'Neither the user nor the site has named where this would go.');
  }
  if (strangeOrigin(manifest, provenance)) {
    return deny('foreign-origin', 'The address is none of those that the tool may reach.');
  }
  return {
    ...weigh(manifest, { label, sends, legs: context.legs, grant, isInteractive: context.isInteractive }),
    ...facts,
  };
}

/**
 * Also what only the other pass has read counts: were there a way from one pass to the other, through a cache or a number
 * of characters, still nothing would be done without a question.
 */
function hasStrangers({ integrity }: Label, { untrustedRead }: Legs): boolean {
  return integrity === 'untrusted' || untrustedRead;
}

/** What the verdict on a call depends on, once its arguments are found to be in order. */
export interface Weights {
  readonly label: Label;
  readonly sends: boolean;
  readonly legs: Legs;
  readonly grant: 'conversation' | null;
  readonly isInteractive: boolean;
}

/** The second half of {@link decide}, also used to see which tools could be allowed at all. */
export function weigh(
  manifest: ToolManifest,
  { label, sends, legs, grant, isInteractive }: Weights,
): Pick<Decision, 'verdict' | 'rule' | 'reason' | 'canBeRemembered'> {
  const ask = (rule: RuleId, reason: string, canBeRemembered = false) =>
    isInteractive
      ? ({ verdict: 'ask', rule, reason, canBeRemembered } as const)
      : ({ verdict: 'deny', rule, reason: `${reason} There is nobody to ask.`, canBeRemembered: false } as const);
  const isTainted = hasStrangers(label, legs);
  const after = legsAfter(legs, [label, manifest.returns], sends);
  if (after.privateRead && after.untrustedRead && after.egress && addsLeg(manifest, sends)) {
    return ask('trifecta', 'Private text, text of strangers and a way out would come together.');
  }
  if (sends && label.readers !== 'public' && !reachesOnly(manifest.origins, label)) {
    return ask('kept-data', 'It would send what is meant for this device or for other servers.');
  }
  if (manifest.effect === 'destructive') return ask('destructive', 'It cannot be undone.');
  if (isTainted && isAct(manifest.effect)) return ask('tainted-act', 'Text of strangers has to do with it.');
  if (manifest.permission === 'ask' || (manifest.permission === 'ask-when-tainted' && isTainted)) {
    if (grant !== 'conversation' || isTainted) return ask('permission', 'The site wants you to be asked.', !isTainted);
    return {
      verdict: 'allow',
      rule: 'granted-before',
      reason: 'The user has allowed such calls.',
      canBeRemembered: false,
    };
  }
  return { verdict: 'allow', rule: 'allowed', reason: 'The site lets it run by itself.', canBeRemembered: false };
}

/**
 * Whether something can leave with a call. Looking up an address that the user or the site has named tells its server no
 * more than that; anything else in the call may be what a model has read.
 */
function isSending({ effect, origins }: ToolManifest, { origins: args, label }: Provenance): boolean {
  if (effect === 'write-net') return true;
  if (effect === 'read-net') {
    return (
      label.readers !== 'public' ||
      args.some(({ isSink, source }) => source === 'model' || (!isSink && source !== 'host'))
    );
  }
  return (effect === 'destructive' || effect === 'exec') && origins.length > 0;
}

/** What a run has had once a call is made: what goes in by it, what goes out, and what comes back. */
export function legsAfter(legs: Legs, labels: readonly Label[], sends: boolean): Legs {
  const { integrity, readers } = joinLabels(...labels);
  return {
    privateRead: legs.privateRead || readers !== 'public',
    untrustedRead: legs.untrustedRead || integrity === 'untrusted',
    egress: legs.egress || sends,
  };
}

/** A tool that does not say whom it reaches may reach anybody. */
function reachesOnly(origins: readonly string[], { readers }: Label): boolean {
  return origins.length > 0 && origins.every((origin) => mayReach(readers, origin));
}

/** Reckoning on what is there already makes nothing worse. */
function addsLeg({ effect }: ToolManifest, sends: boolean): boolean {
  return sends || effect !== 'pure';
}

/** A web address among those that say where to, of a server that the tool has not named. */
function strangeOrigin({ effect, origins }: ToolManifest, { origins: args }: Provenance): boolean {
  if (!effect.endsWith('-net')) return false;
  return args
    .filter(({ isSink }) => isSink)
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .some(
      (value) => typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value) && !origins.includes(originOf(value)),
    );
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return '';
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
