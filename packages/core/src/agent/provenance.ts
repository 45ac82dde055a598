/** Where the arguments of a call come from: found by looking, for a model would say what it was told to say. */
import type { ToolArgument, ValueSource } from '../agent-event.js';
import { joinLabels, type Label } from './labels.js';
import type { ToolManifest } from './tool-manifest.js';
import { isVerbatim } from './verbatim.js';

/** A value under a name like `$1`, which a model can use without having seen it. */
export interface Handle {
  /** With the `$`. */
  readonly name: string;
  readonly value: unknown;
  readonly label: Label;
  /** The tool or document that it comes from. */
  readonly origin: string;
  /**
   * It may say where something goes. Not what strangers have written, and not what a tool has made of words of the model:
   * a sum of one number is that number, and a script gives whatever it was told to.
   */
  readonly vouches: boolean;
}

/** What addresses are looked for in. */
export interface KnownValues {
  /** The user's own words, documents left out. */
  readonly userTexts: readonly string[];
  /** The site's own addresses, recipients, file names. */
  readonly hostValues: readonly (string | number)[];
  readonly handles: ReadonlyMap<string, Handle>;
}

/** What is known of a call's arguments. */
export interface Provenance {
  readonly origins: readonly ToolArgument[];
  /** The least of those that say where to; `host` when there are none. */
  readonly sinks: ValueSource;
  /** Everything that goes in, through handles. */
  readonly label: Label;
  /** The arguments with handles replaced. */
  readonly values: Readonly<Record<string, unknown>>;
}

const ORDER: readonly ValueSource[] = ['host', 'user', 'model'];

/** Looks up where each argument comes from. */
export function provenanceOf(
  manifest: ToolManifest,
  args: Readonly<Record<string, unknown>>,
  known: KnownValues,
): Provenance {
  const used: Handle[] = [];
  const origins = Object.entries(args).map(([name, given]): ToolArgument => {
    const isSink = manifest.sinkArguments.includes(name);
    // An address is a handle as a whole or not at all: put together of parts it could lead anywhere.
    const found = handlesIn(given, known, isSink);
    used.push(...found);
    const value =
      found.length === 0 ? given : resolved(given, new Map(found.map((handle) => [handle.name, handle])), isSink);
    const handles = found.map((handle) => handle.name);
    const source = least(leavesOf(given).map((leaf) => sourceOf(leaf, choicesOf(manifest, name), known)));
    return { name, value, source, handles, isSink };
  });
  return {
    origins,
    sinks: least(origins.filter(({ isSink }) => isSink).map(({ source }) => source)),
    label: joinLabels(...used.map(({ label }) => label)),
    values: Object.fromEntries(origins.map(({ name, value }) => [name, value])),
  };
}

/** The texts and numbers of a value, names of its properties included: they can say as much. */
function leavesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => [key, ...leavesOf(one)]);
  return [value];
}

function sourceOf(leaf: unknown, choices: readonly unknown[], known: KnownValues): ValueSource {
  // Two values tell next to nothing, and cannot name a place.
  if (leaf === null || typeof leaf === 'boolean' || choices.includes(leaf)) return 'host';
  if (typeof leaf !== 'string' && typeof leaf !== 'number') return 'model';
  if (known.hostValues.includes(leaf)) return 'host';
  const handle = typeof leaf === 'string' ? known.handles.get(leaf) : undefined;
  if (handle !== undefined) {
    const { integrity } = handle.label;
    return handle.vouches && integrity !== 'untrusted' ? integrity : 'model';
  }
  return known.userTexts.some((text) => isVerbatim(leaf, text)) ? 'user' : 'model';
}

/** What the site lets an argument be: a list in the schema is a list of the site's. */
function choicesOf({ input }: ToolManifest, name: string): readonly unknown[] {
  const properties = input['properties'] as Record<string, { enum?: unknown; const?: unknown }> | undefined;
  const property = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (Array.isArray(property?.enum)) return property.enum;
  return property?.const === undefined ? [] : [property.const];
}

/** `$1` alone, or `{$1}` within a text. */
function handlesIn(given: unknown, { handles }: KnownValues, areWhole: boolean): readonly Handle[] {
  const texts = leavesOf(given).filter((leaf) => typeof leaf === 'string');
  const within = areWhole
    ? []
    : texts.flatMap((text) => [...text.matchAll(/\{(\$\d+)\}/g)].map(([, name]) => name ?? ''));
  return [...new Set([...texts, ...within])].flatMap((name) => handles.get(name) ?? []);
}

function resolved(given: unknown, handles: ReadonlyMap<string, Handle>, areWhole: boolean): unknown {
  if (Array.isArray(given)) return given.map((one) => resolved(one, handles, areWhole));
  if (typeof given === 'object' && given !== null) {
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, resolved(one, handles, areWhole)]));
  }
  if (typeof given !== 'string') return given;
  const whole = handles.get(given);
  if (whole !== undefined) return whole.value;
  if (areWhole) return given;
  return given.replace(/\{(\$\d+)\}/g, (mark, name: string) => {
    const handle = handles.get(name);
    return handle === undefined ? mark : textOf(handle.value);
  });
}

/** A value as text: as it is, or as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function least(sources: readonly ValueSource[]): ValueSource {
  return sources.reduce((worst, source) => (ORDER.indexOf(source) > ORDER.indexOf(worst) ? source : worst), 'host');
}
