/** What tabs say to one another. They are of one origin, but perhaps of two releases: what is not understood is dropped. */
import { fromWire, toWire, type WireError } from '../errors.js';
import type { GenerateRequest } from '../generate.js';
import type { JobEvents } from '../wire.js';
import type { DownloadState, EngineState } from './engine-state.js';

/** Part of every name that tabs meet under. Another number for every change of the messages. */
export const PROTOCOL = 'v2';

/** To all tabs. `hello` asks the leader, or the one that is named, to open the channel of this link. */
export type Announcement =
  | { readonly type: 'leader-here'; readonly leader: string }
  | { readonly type: 'hello'; readonly link: string };

/** From a follower to its leader. Jobs are numbers that the follower chooses, each used once. */
export type FollowerMessage =
  | { readonly type: 'use'; readonly isUsing: boolean }
  | { readonly type: 'prepare'; readonly job: number }
  | { readonly type: 'select'; readonly job: number; readonly modelId: string }
  | { readonly type: 'load'; readonly job: number }
  | { readonly type: 'generate'; readonly job: number; readonly user: string; readonly request: GenerateRequest }
  | { readonly type: 'count-tokens'; readonly job: number; readonly user: string; readonly texts: readonly string[] }
  | { readonly type: 'cancel'; readonly job: number }
  | { readonly type: 'set-paused'; readonly paused: boolean }
  | { readonly type: 'ping' }
  | { readonly type: 'bye' };

/** From the leader to one follower. */
export type LeaderMessage =
  | { readonly type: 'welcome'; readonly leader: string; readonly changes: StateChanges }
  | { readonly type: 'state'; readonly changes: StateChanges }
  | { readonly type: 'answer'; readonly job: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly job: number; readonly error: WireError }
  | ({ readonly type: 'events' } & JobEvents)
  | { readonly type: 'pong' }
  | { readonly type: 'leaving' };

/** An engine's state as plain data. */
type WireState = Omit<EngineState, 'error'> & { readonly error: WireError | null };

/** What is new in a state. A choice with its alternatives is large, and seldom new. */
export type StateChanges = Partial<WireState>;

/** What `now` has that `before` had not; all of it without a `before`. */
export function changesBetween(before: EngineState | null, now: EngineState): StateChanges {
  const names = (Object.keys(now) as (keyof EngineState)[]).filter((name) => now[name] !== before?.[name]);
  const changes = Object.fromEntries(names.map((name) => [name, now[name]]));
  return { ...changes, ...(names.includes('error') ? { error: now.error && toWire(now.error) } : {}) };
}

/** The state after those changes. Clocks differ from tab to tab: what has just arrived is of now. */
export function withChanges(state: EngineState, changes: StateChanges): EngineState {
  const { error, download, ...others } = changes;
  return {
    ...state,
    ...others,
    ...(download === undefined ? {} : { download: download && timed(download) }),
    ...(error === undefined ? {} : { error: error && fromWire(error) }),
  };
}

function timed(download: DownloadState): DownloadState {
  return { ...download, atMs: performance.now() };
}

type Fields = Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>>;

const ANNOUNCEMENTS: Readonly<Record<Announcement['type'], Fields>> = {
  'leader-here': { leader: 'string' },
  hello: { link: 'string' },
};

const FOLLOWER_MESSAGES: Readonly<Record<FollowerMessage['type'], Fields>> = {
  use: { isUsing: 'boolean' },
  prepare: { job: 'number' },
  select: { job: 'number', modelId: 'string' },
  load: { job: 'number' },
  generate: { job: 'number', user: 'string', request: 'object' },
  'count-tokens': { job: 'number', user: 'string', texts: 'object' },
  cancel: { job: 'number' },
  'set-paused': { paused: 'boolean' },
  ping: {},
  bye: {},
};

const LEADER_MESSAGES: Readonly<Record<LeaderMessage['type'], Fields>> = {
  welcome: { leader: 'string', changes: 'object' },
  state: { changes: 'object' },
  answer: { job: 'number' },
  failure: { job: 'number', error: 'object' },
  events: { job: 'number', events: 'object' },
  pong: {},
  leaving: {},
};

/** The message in what has arrived, or `null` when it is none. */
export function readAnnouncement(data: unknown): Announcement | null {
  return isMessage<Announcement>(ANNOUNCEMENTS, data) ? data : null;
}

/** The message in what has arrived, or `null` when it is none. */
export function readFollowerMessage(data: unknown): FollowerMessage | null {
  return isMessage<FollowerMessage>(FOLLOWER_MESSAGES, data) ? data : null;
}

/** The message in what has arrived, or `null` when it is none. */
export function readLeaderMessage(data: unknown): LeaderMessage | null {
  return isMessage<LeaderMessage>(LEADER_MESSAGES, data) ? data : null;
}

function isMessage<Message>(kinds: Readonly<Record<string, Fields>>, data: unknown): data is Message {
  if (typeof data !== 'object' || data === null || !('type' in data) || typeof data.type !== 'string') return false;
  if (!Object.hasOwn(kinds, data.type)) return false;
  const values = new Map(Object.entries(data));
  return Object.entries(kinds[data.type] ?? {}).every(([name, type]) => {
    const value = values.get(name);
    return typeof value === type && value !== null;
  });
}
