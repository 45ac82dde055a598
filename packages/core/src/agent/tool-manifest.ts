/** What a tool declares of itself: all that the policy knows of it, and never what a model says of it. */
import type { JsonSchema } from '../generate.js';
import type { Label } from './labels.js';

/**
 * What a call does to the world. `pure`: nothing, it only reckons. `read-local` and `read-net`: it looks something up, on
 * this device or on a server. `write-local`: it changes something here, such as a field of the page. `write-net`: it
 * sends. `destructive`: it cannot be undone. `exec`: it runs code that a model wrote.
 */
export type Effect = 'pure' | 'read-local' | 'read-net' | 'write-local' | 'write-net' | 'destructive' | 'exec';

/** All effects, from harmless on. */
export const EFFECTS: readonly Effect[] = [
  'pure',
  'read-local',
  'read-net',
  'write-local',
  'write-net',
  'destructive',
  'exec',
];

/**
 * Whether the user is asked. `allow`: not by itself. `ask-when-tainted`: once something untrusted has to do with the call.
 * `ask`: each time. The policy asks or denies beyond that, and never less.
 */
export type Permission = 'allow' | 'ask-when-tainted' | 'ask';

/** What a tool declares. Plain data, made by `defineTool`. */
export interface ToolManifest {
  /** Letters, digits and `_`, beginning with a letter. */
  readonly name: string;
  /** Its name for people. A model does not read it. */
  readonly title?: string;
  /** What it is good for, in a sentence that the model reads. */
  readonly description: string;
  /** An object's schema. Arguments that are not named in it are refused. */
  readonly input: JsonSchema;
  readonly effect: Effect;
  /**
   * Arguments that say where something goes or what is touched: an address, a recipient, a file, an amount. They must
   * come from the user's own message, from the site's list or from a handle that a trusted tool made.
   */
  readonly sinkArguments: readonly string[];
  /** The only servers that it talks to, as origins. */
  readonly origins: readonly string[];
  /** What its results are, at the best. */
  readonly returns: Label;
  readonly permission: Permission;
  /**
   * Tells apart what has the same name: an answer of the user for longer than one call holds for the version that they
   * were asked about. For tools whose description and schema come from elsewhere and may change.
   */
  readonly version?: string;
  /** Calls in one run. */
  readonly maxCalls: number;
  /** Characters of a result that a model is shown. */
  readonly maxCharacters: number;
}
