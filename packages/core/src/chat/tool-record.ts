/** Calls of tools in a conversation that is read: what is not as it should be is left out, for the answer stands without. */
import type { AgentEnd, ValueSource } from '../agent-event.js';
import type { AgentWork, ToolPart, ToolPartArgument } from '../messages.js';
import { isRecord, type PlainRecord } from './plain-record.js';

const VERDICTS: readonly ToolPart['verdict'][] = ['allow', 'ask', 'deny'];
const STATUSES: readonly ToolPart['status'][] = ['asking', 'running', 'done', 'failed', 'denied'];
const SOURCES: readonly ValueSource[] = ['host', 'user', 'model'];
const ENDS: readonly AgentEnd[] = [
  'answer',
  'step-limit',
  'repeated-call',
  'denied',
  'tool-failed',
  'token-limit',
  'time-limit',
  'cancelled',
];
/** No agent makes more in one answer, and no tool takes more. */
const MOST = 64;

/** The call of plain data, in a list; an empty one where it is none. */
export function toolRecord(record: PlainRecord): ToolPart[] {
  const { id, tool, title, rule, text, handle, arguments: args } = record;
  const verdict = VERDICTS.find((known) => known === record['verdict']);
  const status = STATUSES.find((known) => known === record['status']);
  if (typeof id !== 'string' || typeof tool !== 'string' || typeof rule !== 'string' || typeof text !== 'string')
    return [];
  if (verdict === undefined || status === undefined) return [];
  return [
    {
      type: 'tool',
      id,
      tool,
      ...(typeof title === 'string' ? { title } : {}),
      arguments: Array.isArray(args) ? args.slice(0, MOST).flatMap(argumentRecord) : [],
      verdict,
      rule,
      status,
      text,
      ...(typeof handle === 'string' ? { handle } : {}),
    },
  ];
}

/** How an agent's work has ended, as a field of a message; none where it cannot be told. */
export function agentRecord(value: unknown): { readonly agent?: AgentWork } {
  if (!isRecord(value)) return {};
  const end = ENDS.find((known) => known === value['end']);
  // Where it is not said that nobody else has to do with it, somebody has.
  return end === undefined ? {} : { agent: { end, isTainted: value['isTainted'] !== false } };
}

function argumentRecord(value: unknown): readonly ToolPartArgument[] {
  if (!isRecord(value)) return [];
  const { name, text, handles, isSink } = value;
  if (typeof name !== 'string' || typeof text !== 'string') return [];
  return [
    {
      name,
      text,
      source: SOURCES.find((known) => known === value['source']) ?? 'model',
      handles: Array.isArray(handles) ? handles.filter((one) => typeof one === 'string').slice(0, MOST) : [],
      isSink: isSink === true,
    },
  ];
}
