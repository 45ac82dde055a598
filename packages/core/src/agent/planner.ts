/** Asks the model which calls come next, so that it can say nothing but calls that are allowed now. */
import type { JsonSchema, PromptMessage, ToolCallFormat } from '../generate.js';
import {
  ANSWER,
  argumentsPrompt,
  choicePrompt,
  SEVERAL,
  severalPrompt,
  type ToolNote,
  thoughtPrompt,
} from './agent-prompts.js';
import { argumentsSchema, callsSchema } from './call-schema.js';
import type { Tool } from './define-tool.js';
import type { MeteredModel } from './metered-model.js';
import { type NativeTurn, nativeFormat, nativePrompt, readNativeCall } from './native-calls.js';
import { isAct, type PolicyContext, type ProposedCall, weigh } from './policy.js';

/** Calls that are asked for at once. */
const MOST_AT_ONCE = 4;

/** A tool that may be called now. */
export interface OfferedTool extends ToolNote {
  readonly tool: Tool;
  readonly schema: JsonSchema;
}

/** The tools whose call could be allowed, or asked about, as things stand. */
export function offeredTools(tools: Iterable<Tool>, context: PolicyContext): readonly OfferedTool[] {
  if (context.spent !== null) return [];
  return [...tools].flatMap((tool) => {
    const { manifest, examples = [] } = tool;
    const schema = argumentsSchema(manifest, context);
    if (schema === null || context.callsOf(manifest.name) >= manifest.maxCalls) return [];
    const nothing = { origins: [], sinks: 'host', label: context.window, values: {} } as const;
    const grant = context.grantOf(manifest, nothing);
    if (grant === 'never') return [];
    const sends = manifest.effect === 'write-net';
    const { window: label, legs, isInteractive } = context;
    // The answer of the user may hold for the addresses of the call, which are not known yet.
    const { verdict, rule } = weigh(manifest, { label, sends, legs, grant: 'conversation', isInteractive });
    const isHopeless = verdict === 'deny' || (rule === 'granted-before' && !isInteractive && grant === null);
    return isHopeless ? [] : [{ tool, manifest, examples, schema }];
  });
}

/** The calls that a question surely asks for, found without the model. */
export function suggestedCalls(offered: readonly OfferedTool[], question: string): readonly ProposedCall[] {
  return offered
    .flatMap(({ tool, manifest }) => {
      const inputs = isAct(manifest.effect) ? [] : (tool.suggest?.(question) ?? []);
      return inputs.map((input) => ({ tool: manifest.name, arguments: input as Record<string, unknown> }));
    })
    .slice(0, MOST_AT_ONCE);
}

/** Asks for one step. */
export class Planner {
  readonly #model: MeteredModel;
  readonly #messages: readonly PromptMessage[];
  readonly #native: ToolCallFormat | null;
  readonly #turns: NativeTurn[] = [];

  /**
   * @param messages the conversation in words of the user and the site, ending with the question.
   * @param native how the model was trained to call tools, where it was.
   */
  constructor(model: MeteredModel, messages: readonly PromptMessage[], native: ToolCallFormat | null = null) {
    this.#model = model;
    this.#messages = messages;
    this.#native = native;
  }

  /** One sentence, as it is written. */
  async *think(known: readonly string[]): AsyncGenerator<string> {
    const messages = this.#prompt(thoughtPrompt(known));
    for await (const event of this.#model.events({ messages, maxTokens: 60, stop: ['\n'] })) {
      if (event.type === 'text-delta') yield event.text;
    }
  }

  /** The calls of the next step; none when it is time to answer. */
  async next(offered: readonly OfferedTool[], known: readonly string[]): Promise<readonly ProposedCall[]> {
    if (this.#native !== null) return this.#nextNative(this.#native, offered, known);
    const chosen = await this.#choose(offered, known);
    if (chosen === ANSWER) return [];
    if (chosen === SEVERAL) return this.#several(readers(offered), known);
    const one = offered.find(({ manifest }) => manifest.name === chosen);
    // A model that no grammar holds may say anything: the policy is told, and says no. And where there is nothing to
    // say, nobody is asked.
    if (one === undefined || hasNoArguments(one.schema)) return [{ tool: chosen, arguments: {} }];
    const messages = this.#prompt(argumentsPrompt(one, known));
    const format = { type: 'json', schema: one.schema } as const;
    const { text } = await this.#model.text({ messages, format, maxTokens: 300 });
    return [{ tool: chosen, arguments: parsed(text) }];
  }

  /** In one request: such a model names a tool and its arguments in one breath. */
  async #nextNative(
    native: ToolCallFormat,
    offered: readonly OfferedTool[],
    known: readonly string[],
  ): Promise<readonly ProposedCall[]> {
    const messages = nativePrompt(native, this.#messages, offered, known, this.#turns);
    const format = nativeFormat(native, offered);
    const { text } = await this.#model.text({ messages, format, maxTokens: 340 });
    const call = readNativeCall(native, text);
    if (call === null) return [];
    this.#turns.push({ said: text.trim(), known: known.length });
    return [call];
  }

  async #choose(offered: readonly OfferedTool[], known: readonly string[]): Promise<string> {
    const canTakeSeveral = readers(offered).length > 1;
    const choices = offered.map(({ manifest }) => manifest.name);
    if (canTakeSeveral) choices.push(SEVERAL);
    choices.push(ANSWER);
    const messages = this.#prompt(choicePrompt(offered, known, canTakeSeveral));
    const { text } = await this.#model.text({ messages, format: { type: 'choice', choices }, maxTokens: 24 });
    return text.trim();
  }

  async #several(offered: readonly OfferedTool[], known: readonly string[]): Promise<readonly ProposedCall[]> {
    const messages = this.#prompt(severalPrompt(offered, known));
    const calls = offered.map(({ manifest, schema }) => ({ tool: manifest.name, schema }));
    const format = { type: 'json', schema: callsSchema(calls, MOST_AT_ONCE) } as const;
    const { text } = await this.#model.text({ messages, format, maxTokens: 600 });
    const { calls: asked } = parsed(text) as { calls?: unknown };
    if (!Array.isArray(asked)) return [{ tool: SEVERAL, arguments: {} }];
    return asked.slice(0, MOST_AT_ONCE).map((call: { tool?: unknown; arguments?: unknown } | null) => ({
      tool: String(call?.tool),
      arguments: (call?.arguments ?? {}) as Record<string, unknown>,
    }));
  }

  #prompt(task: string): readonly PromptMessage[] {
    const last = this.#messages.at(-1);
    return [...this.#messages.slice(0, -1), { role: 'user', content: `${last?.content ?? ''}\n\n${task}` }];
  }
}

/** Acts come one by one: what one does may change what the next should be. */
function readers(offered: readonly OfferedTool[]): readonly OfferedTool[] {
  return offered.filter(({ manifest }) => !isAct(manifest.effect));
}

function hasNoArguments({ properties = {} }: JsonSchema): boolean {
  return Object.keys(properties as object).length === 0;
}

/** JSON that was cut off is no call: nothing is guessed. */
function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // As for a value that is no object.
  }
  return { '': text.length };
}
