/** The life of an engine as data: a pure reducer from what happened to what can be shown. */
import type { LocalLLMError } from '../errors.js';
import type { ModelRecord } from '../models/model-record.js';
import type { DownloadHold, EngineId, LoadedModel, LoadProgress } from './adapter.js';

/**
 * `idle → checking → awaiting-consent → downloading → loading → ready ⇄ busy`; from anywhere to
 * `failed`, and from `checking` to `unsupported` when no engine can run here.
 */
export type EngineStatus =
  | 'idle'
  | 'checking'
  | 'awaiting-consent'
  | 'downloading'
  | 'loading'
  | 'ready'
  | 'busy'
  | 'failed'
  | 'unsupported';

/** Why an engine and a model were chosen, or passed over. `message` is English, for logs and titles. */
export interface ChoiceReason {
  readonly code:
    | 'asked-for'
    /** The visitor picked it. */
    | 'picked'
    /** It was used here before, so nothing needs to be downloaded. */
    | 'on-device'
    | 'cpu-default'
    | 'gpu-default'
    | 'load-failed'
    | 'no-webgpu'
    | 'gpu-too-small'
    | 'gpu-feature-missing'
    | 'gpu-is-software'
    /** More memory than the device seems to have. */
    | 'memory-too-small'
    /** A larger download than is right for a phone, or for a connection that saves data. */
    | 'download-too-large'
    /** More than the storage that the browser gives this site. */
    | 'storage-too-small'
    /** Too large to be of use on a CPU. */
    | 'cpu-too-slow'
    /** It does not know the language that the site asks for. */
    | 'other-language';
  readonly message: string;
}

/** The engine and model in use, and why. */
export interface EngineChoice {
  readonly engine: EngineId;
  readonly model: ModelRecord;
  /** Whether the model is on this device already: loading it downloads nothing. */
  readonly onDevice: boolean;
  /** Oldest first: what was passed over and why, then why this one. */
  readonly reasons: readonly ChoiceReason[];
  /** Other models that could run here, best first. */
  readonly alternatives: readonly ModelOffer[];
}

/** A model that could be chosen instead. */
export interface ModelOffer {
  readonly engine: EngineId;
  readonly model: ModelRecord;
  readonly onDevice: boolean;
}

/** A download as people see it. */
export interface DownloadState {
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
  /** Smoothed over the last seconds; `null` until it can be told. */
  readonly bytesPerSecond: number | null;
  /** Why nothing arrives just now; `null` while something does. */
  readonly hold: DownloadHold | null;
  /** When this was true, by the clock of `performance.now()`. */
  readonly atMs: number;
}

/** All there is to know about an engine. Plain data but for `error`. */
export interface EngineState {
  readonly status: EngineStatus;
  readonly choice: EngineChoice | null;
  /** Set while `downloading`. */
  readonly download: DownloadState | null;
  /** 0 to 1 while `loading`, `null` when it cannot be told. */
  readonly loadFraction: number | null;
  /** Set from `ready` on. */
  readonly loaded: LoadedModel | null;
  /** Set when `failed` or `unsupported`. */
  readonly error: LocalLLMError | null;
}

export type EngineAction =
  | { readonly type: 'check-start' }
  | { readonly type: 'choice-made'; readonly choice: EngineChoice }
  | { readonly type: 'load-start' }
  | { readonly type: 'load-advance'; readonly progress: LoadProgress; readonly atMs: number }
  | { readonly type: 'load-finish'; readonly loaded: LoadedModel }
  | { readonly type: 'load-cancel' }
  | { readonly type: 'work-start' }
  | { readonly type: 'work-finish' }
  | { readonly type: 'unload-finish' }
  | { readonly type: 'engine-fail'; readonly error: LocalLLMError };

/** The state before anything has happened: what to show while there is no engine yet. */
export const initialEngineState: EngineState = {
  status: 'idle',
  choice: null,
  download: null,
  loadFraction: null,
  loaded: null,
  error: null,
};

/** The speed is averaged over about this long, so that it neither jumps nor lags. */
const SPEED_WINDOW_MS = 3000;

/** Pure: the same state and action always give the same next state. */
export function reduceEngine(state: EngineState, action: EngineAction): EngineState {
  switch (action.type) {
    case 'check-start':
      return { ...initialEngineState, status: 'checking' };
    case 'choice-made':
      return { ...initialEngineState, status: 'awaiting-consent', choice: action.choice };
    case 'load-start':
      return { ...initialEngineState, status: 'loading', choice: state.choice };
    case 'load-advance':
      // Reports may still arrive after a cancel or a crash; they change nothing then.
      if (state.status !== 'downloading' && state.status !== 'loading') return state;
      return action.progress.type === 'load-progress'
        ? { ...state, status: 'loading', download: null, loadFraction: action.progress.fraction }
        : { ...state, status: 'downloading', loadFraction: null, download: advance(state.download, action) };
    case 'load-finish':
      return {
        ...state,
        status: 'ready',
        choice: state.choice && { ...state.choice, onDevice: true },
        download: null,
        loadFraction: null,
        loaded: action.loaded,
        error: null,
      };
    case 'work-start':
      return state.status === 'ready' ? { ...state, status: 'busy' } : state;
    case 'work-finish':
      return state.status === 'busy' ? { ...state, status: 'ready' } : state;
    case 'load-cancel':
    case 'unload-finish':
      return { ...initialEngineState, status: state.choice ? 'awaiting-consent' : 'idle', choice: state.choice };
    case 'engine-fail':
      return {
        ...initialEngineState,
        status: action.error.code === 'unsupported' ? 'unsupported' : 'failed',
        choice: state.choice,
        error: action.error,
      };
  }
}

function advance(
  before: DownloadState | null,
  { progress, atMs }: Extract<EngineAction, { type: 'load-advance' }>,
): DownloadState | null {
  if (progress.type !== 'download-progress') return before;
  const { totalBytes, hold = null } = progress;
  // The time before a pause or a lost connection says nothing about the speed after it.
  if (before === null || hold !== null || before.hold !== null) {
    const loadedBytes = Math.max(progress.loadedBytes, before?.loadedBytes ?? 0);
    return { loadedBytes, totalBytes, bytesPerSecond: null, hold, atMs };
  }
  const loadedBytes = Math.max(progress.loadedBytes, before.loadedBytes);
  const elapsed = atMs - before.atMs;
  if (elapsed <= 0) return { ...before, loadedBytes, totalBytes };
  const speed = ((loadedBytes - before.loadedBytes) * 1000) / elapsed;
  const weight = Math.min(1, elapsed / SPEED_WINDOW_MS);
  const bytesPerSecond =
    before.bytesPerSecond === null ? speed : before.bytesPerSecond + (speed - before.bytesPerSecond) * weight;
  return { loadedBytes, totalBytes, bytesPerSecond, hold, atMs };
}

/** Seconds until the download ends at the present speed; `null` while that cannot be told. */
export function secondsLeft(download: DownloadState): number | null {
  const { loadedBytes, totalBytes, bytesPerSecond } = download;
  if (totalBytes === null || bytesPerSecond === null || bytesPerSecond <= 0) return null;
  return Math.max(0, (totalBytes - loadedBytes) / bytesPerSecond);
}
