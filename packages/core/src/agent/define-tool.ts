/** Makes a tool of what a site writes: in simple words, checked, and with the careful choice where nothing is said. */
import { LocalLLMError, throwIfAborted } from '../errors.js';
import type { JsonSchema } from '../generate.js';
import { jsonSchemaOf, type SchemaLike, type ValueOf, valueBy } from '../read-schema.js';
import type { ToolExample } from './agent-prompts.js';
import { DOCUMENT_LABEL, HOST_LABEL, joinLabels, type Label } from './labels.js';
import { isAct } from './policy.js';
import type { Effect, Permission, ToolManifest } from './tool-manifest.js';

/** Words that the agent's own choices are made of. */
const RESERVED = ['answer', 'look_into', 'several'];
/** What a model is shown of a result at the most: about a thousand tokens. */
const MAX_CHARACTERS = 4000;

/** An address in a result, which later calls may use. As trusted as the result. */
export interface ToolHandle {
  /** What the model is told of it, where the result is trusted. */
  readonly name: string;
  readonly value: string | number;
}

/** How a tool is defined. */
export interface ToolDefinition<Schema extends SchemaLike, Output> {
  /** Letters, digits and `_`, beginning with a letter. */
  readonly name: string;
  /** Its name for people, in the language of the site. Default: the name, made readable. */
  readonly title?: string;
  /** What it is good for, in one sentence that the model reads. */
  readonly description: string;
  /** What it takes: a JSON Schema of an object, or one of zod, valibot, ArkType. */
  readonly input: Schema;
  /** `read` looks something up on this device, `act` changes something here. Or one of the finer words. */
  readonly effect: 'read' | 'act' | Effect;
  /** Whether the user is asked. Default: `allow` for what is `pure`, else `ask`. */
  readonly permission?: Permission;
  /** Arguments that say where something goes or what is touched; see {@link ToolManifest.sinkArguments}. */
  readonly sinks?: readonly (keyof ValueOf<Schema> & string)[] | readonly string[];
  /** The servers that it talks to, as origins. Needed for `read-net` and `write-net`. */
  readonly origins?: readonly string[];
  /**
   * Who is behind its results and who may have them. Default: strangers, and nobody beyond this device; for what is
   * `pure` as trusted as what went in.
   */
  readonly returns?: Partial<Label>;
  /** See {@link ToolManifest.version}. */
  readonly version?: string;
  /** Calls in one run. Default 8. */
  readonly maxCalls?: number;
  /** Characters of a result that the model is shown. Default 4,000. */
  readonly maxCharacters?: number;
  /** Examples of calls, which a small model goes by. One or two. */
  readonly examples?: readonly ToolExample[];
  /**
   * Calls that a question surely asks for, found without a model: a small one is then not asked, and cannot err. Leave it
   * out for acts; it is not looked at there.
   */
  suggest?(question: string): readonly ValueOf<Schema>[];
  /**
   * A result so short and plain that the answer can begin with it, in signs rather than in words of a language: so small a
   * model cannot get it wrong. Used for calls of {@link suggest} alone, up to 400 characters; an empty text says nothing. Put what strangers have
   * written between quotation marks.
   */
  say?(input: ValueOf<Schema>, output: Output): string;
  /** Addresses in the result that later calls may use. */
  handles?(output: Output): readonly ToolHandle[];
  /** Does it. What it throws is told to the model once, by its code alone. */
  execute(input: ValueOf<Schema>, options: ExecuteOptions): Output | Promise<Output>;
}

/** What a tool is told besides its input. */
export interface ExecuteOptions {
  readonly signal: AbortSignal;
  /** Of all that the input was made of: keep it with what you keep of the input. */
  readonly label: Label;
}

/** What came of a call. */
export interface ToolOutput {
  readonly value: unknown;
  readonly label: Label;
  readonly handles: readonly ToolHandle[];
  /** What an answer can begin with. */
  readonly said?: string | undefined;
}

/** A tool for an agent. Made by {@link defineTool}. */
export interface Tool {
  readonly manifest: ToolManifest;
  readonly examples?: readonly ToolExample[];
  suggest?(question: string): readonly unknown[];
  /** Runs it. Who may call this is decided elsewhere, before. */
  execute(
    args: unknown,
    options?: { readonly signal?: AbortSignal | undefined; readonly label?: Label },
  ): Promise<ToolOutput>;
}

/** A result that says its own label, such as a note that remembers where it came from. */
export class Labelled<Value> {
  readonly value: Value;
  readonly label: Label;

  constructor(value: Value, label: Label) {
    this.value = value;
    this.label = label;
  }
}

/**
 * Defines a tool.
 *
 * @throws LocalLLMError `invalid-request` for a definition that could not be kept to: a strange name, an input that is no
 *   object, a network tool that names no servers, an unknown sink.
 * @example
 * ```ts
 * import { defineTool } from '@local-llm-chat/core/agent';
 *
 * const stock = defineTool({
 *   name: 'stock',
 *   description: 'How many pieces of an article are in stock.',
 *   input: { type: 'object', properties: { article: { enum: ['chair', 'table'] } }, required: ['article'] },
 *   effect: 'read',
 *   permission: 'allow',
 *   returns: { integrity: 'host', readers: 'public' },
 *   execute: () => 12,
 * });
 * console.log(stock.manifest.effect); // read-local
 * ```
 */
export function defineTool<const Schema extends SchemaLike, Output>(definition: ToolDefinition<Schema, Output>): Tool {
  const manifest = manifestOf(definition);
  return {
    manifest,
    examples: definition.examples ?? [],
    suggest: (question) => (isAct(manifest.effect) ? [] : (definition.suggest?.(question) ?? [])),
    async execute(args, { signal = new AbortController().signal, label: given = DOCUMENT_LABEL } = {}) {
      throwIfAborted(signal, 'The call');
      const input = (await valueBy(definition.input, args)) as ValueOf<Schema>;
      const output = await definition.execute(input, { signal, label: given });
      const own = output instanceof Labelled ? output : null;
      const value: unknown = own === null ? output : own.value;
      const label = own === null ? manifest.returns : joinLabels(manifest.returns, own.label);
      const handles = definition.handles?.(output) ?? [];
      return { value, label, handles, said: definition.say?.(input, output) };
    },
  };
}

function manifestOf<Schema extends SchemaLike, Output>(definition: ToolDefinition<Schema, Output>): ToolManifest {
  const { name, description, sinks = [], maxCalls = 8, maxCharacters = MAX_CHARACTERS } = definition;
  const input = jsonSchemaOf(definition.input);
  const effect = effectOf(definition.effect);
  const origins = (definition.origins ?? []).map((origin) => originOf(name, origin));
  if (!/^[a-z][a-z0-9_]{0,63}$/i.test(name) || RESERVED.includes(name)) {
    throw invalid(name, 'its name is not of letters, digits and "_", or means something else');
  }
  if (description.trim() === '') throw invalid(name, 'it has no description');
  const properties = propertiesOf(input);
  if (properties === null) throw invalid(name, 'its input is not the schema of an object with named properties');
  const unknown = sinks.find((sink) => !Object.hasOwn(properties, sink));
  if (unknown !== undefined) throw invalid(name, `its sink "${unknown}" is none of its arguments`);
  if (effect.endsWith('-net') && origins.length === 0) throw invalid(name, 'it uses the network and names no origins');
  const careful = effect === 'pure' ? HOST_LABEL : DOCUMENT_LABEL;
  return Object.freeze({
    name,
    ...(definition.title === undefined ? {} : { title: definition.title }),
    description,
    input,
    effect,
    sinkArguments: [...sinks] as string[],
    origins,
    returns: { ...careful, ...definition.returns },
    ...(definition.version === undefined ? {} : { version: definition.version }),
    permission: definition.permission ?? (effect === 'pure' ? 'allow' : 'ask'),
    maxCalls,
    maxCharacters,
  });
}

function effectOf(effect: 'read' | 'act' | Effect): Effect {
  if (effect === 'read') return 'read-local';
  return effect === 'act' ? 'write-local' : effect;
}

function propertiesOf(input: JsonSchema): Readonly<Record<string, unknown>> | null {
  const { type, properties = {} } = input;
  const isObject = type === 'object' && typeof properties === 'object' && !Array.isArray(properties);
  return isObject ? (properties as Record<string, unknown>) : null;
}

function originOf(tool: string, text: string): string {
  try {
    const { origin, protocol } = new URL(text);
    if (protocol === 'https:' || protocol === 'http:') return origin;
  } catch {
    // Told below, as for other schemes.
  }
  throw invalid(tool, `"${text}" is no origin of the web`);
}

function invalid(name: string, problem: string): LocalLLMError {
  return new LocalLLMError('invalid-request', `The tool "${name}" cannot be used: ${problem}.`, {
    hint: 'Correct its definition; the guide "Agent" describes all parts.',
  });
}
