/** What an agent tells of its work, among the events of its answer. */

/** Who vouches for a value. `model`: nobody, it is made up or was read somewhere. */
export type ValueSource = 'host' | 'user' | 'model';

/** One argument of a call, as people are shown it. */
export interface ToolArgument {
  readonly name: string;
  /** With handles replaced by what they stand for. */
  readonly value: unknown;
  readonly source: ValueSource;
  /** The handles in it, such as `$1`. */
  readonly handles: readonly string[];
  /** It says where something goes, or what is touched. */
  readonly isSink: boolean;
}

/**
 * Why an agent's work has ended. `answer`: it had what it needed. `step-limit`, `repeated-call`, `denied` and
 * `tool-failed`: it answers with what it has so far. `token-limit` and `time-limit`: its answer is cut off.
 */
export type AgentEnd =
  | 'answer'
  | 'step-limit'
  | 'repeated-call'
  | 'denied'
  | 'tool-failed'
  | 'token-limit'
  | 'time-limit'
  | 'cancelled';

/** What comes of an agent besides its answer. Engines never tell these. */
export type AgentEvent =
  /** It thinks aloud, where that is wanted. */
  | { readonly type: 'thought-delta'; readonly text: string }
  /** It wants to call a tool, and what was decided. After `ask` the user is being asked. */
  | {
      readonly type: 'tool-call';
      readonly callId: string;
      readonly tool: string;
      /** Its name for people, where the site has given it one. */
      readonly title?: string;
      readonly arguments: readonly ToolArgument[];
      readonly verdict: 'allow' | 'ask' | 'deny';
      /** A stable word, see `docs/policy.md`. */
      readonly rule: string;
      readonly reason: string;
    }
  /** It may, by the rules or by the user's answer, and begins. */
  | { readonly type: 'tool-start'; readonly callId: string; readonly tool: string }
  /** What came of it. Each call has one. */
  | {
      readonly type: 'tool-result';
      readonly callId: string;
      readonly tool: string;
      readonly status: 'done' | 'failed' | 'denied';
      /** The result, cut to what the model is shown; of a failure its code. */
      readonly text: string;
      /** The name that it has from now on. */
      readonly handle: string | null;
    }
  /** The work is over; the rest of the answer's text came before. */
  | {
      readonly type: 'agent-finish';
      readonly reason: AgentEnd;
      /** Strangers' text has to do with the answer: its links may lead anywhere. */
      readonly isTainted: boolean;
    };
