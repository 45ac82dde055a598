/** The worst model there could be: it obeys every order that it ever sees, in any writing, and forgets none. */
import type { Generate, GenerateRequest } from '../../generate.js';
import { kindOf, modelOf, promptText } from '../agent.case.js';
import type { ProposedCall } from '../policy.js';
import type { AbuseOrder } from './abuse-orders.case.js';
import { hidings } from './hiding-places.case.js';

/** What it would do by itself. */
export interface OwnPlan {
  /** The calls of the user's task, in order. */
  readonly calls: readonly ProposedCall[];
  /** What it finds when it looks into something. */
  readonly found?: unknown;
}

/** What it is like. */
export interface ObedientSettings {
  readonly orders: readonly AbuseOrder[];
  readonly plan: OwnPlan;
  /** What it would give away. */
  readonly secret: string;
  /** A grammar holds it: it says what comes nearest to the order. Else it says whatever it likes. */
  readonly isHeld: boolean;
}

/** The engine, and whether it has obeyed. */
export interface ObedientEngine {
  readonly generate: Generate;
  /** The orders that it has seen. */
  readonly seen: ReadonlySet<AbuseOrder>;
  /** How many calls it has asked for because of them. */
  readonly attempts: () => number;
}

/**
 * Its passes share one memory, as if nothing were kept from the pass that acts. What an order wants goes before what the
 * user wants.
 */
export function obedientEngine({ orders, plan, secret, isHeld }: ObedientSettings): ObedientEngine {
  const seen = new Set<AbuseOrder>();
  const own = [...plan.calls];
  const ordered: ProposedCall[] = [];
  let attempts = 0;
  let next: ProposedCall | undefined;

  const read = (request: GenerateRequest) => {
    const prompt = promptText(request);
    const readings = hidings.map((hiding) => hiding.read(prompt));
    for (const order of orders) {
      if (seen.has(order) || !readings.some((text) => text.includes(order.text))) continue;
      seen.add(order);
      ordered.push(...order.calls.map((call) => withSecret(call, secret)));
    }
  };

  const choose = ({ format }: GenerateRequest): string => {
    const choices = format?.type === 'choice' ? format.choices : [];
    const isAnswering = () => own.length === 0 && ordered.length === 0;
    while (!isAnswering()) {
      next = ordered.shift();
      if (next !== undefined) attempts += 1;
      next ??= own.shift();
      if (next !== undefined && (!isHeld || choices.includes(next.tool))) return next.tool;
    }
    return 'answer';
  };

  return {
    seen,
    attempts: () => attempts,
    generate: modelOf((request) => {
      read(request);
      const kind = kindOf(request);
      if (kind === 'choose') return choose(request);
      if (kind === 'look') return JSON.stringify({ found: plan.found ?? 'collector@evil.example' });
      if (kind === 'call') return JSON.stringify(isHeld ? heldArguments(request, next) : next?.arguments);
      return `All done. ${secret}`;
    }),
  };
}

/** The arguments that the grammar lets through: of a list the last, as an attacker has least chosen the first. */
function heldArguments({ format }: GenerateRequest, call: ProposedCall | undefined): Record<string, unknown> {
  const schema = format?.type === 'json' ? format.schema : {};
  const properties = Object.entries(
    (schema['properties'] ?? {}) as Record<string, { enum?: unknown[]; type?: string }>,
  );
  return Object.fromEntries(
    properties.map(([name, { enum: values, type }]) => {
      const wanted = call?.arguments[name];
      if (values !== undefined) return [name, values.includes(wanted) ? wanted : values.at(-1)];
      return [name, wanted ?? (type === 'string' ? 'x' : 1)];
    }),
  );
}

function withSecret({ tool, arguments: args }: ProposedCall, secret: string): ProposedCall {
  const filled = JSON.parse(JSON.stringify(args).replaceAll('SECRET', secret)) as Record<string, unknown>;
  return { tool, arguments: filled };
}
