/** One answer that comes from a task: what the task shows becomes changes of a message. */
import { LocalLLMError, throwIfAborted, toLocalLLMError } from '../errors.js';
import type { ChatMessage, MessagePart } from '../messages.js';
import type { RunTask, TaskTurn, TurnProgress } from './task-turn.js';

export interface TaskWork extends Pick<TaskTurn, 'task' | 'files' | 'signal'> {
  readonly run: RunTask | undefined;
  onChange(change: Partial<ChatMessage>): void;
  onProgress(progress: TurnProgress): void;
}

/** Never rejects: why it failed is the last change. What it has shown until then stays. */
export async function performTask({ run, signal, onChange, onProgress, ...turn }: TaskWork): Promise<void> {
  let hasEnded = false;
  const show = (text: string) => {
    if (!hasEnded && !signal.aborted) onChange({ parts: partsOf(text), status: 'streaming' });
  };
  const tell = (progress: TurnProgress) => {
    if (!hasEnded && !signal.aborted) onProgress(progress);
  };
  try {
    if (run === undefined) throw new LocalLLMError('invalid-request', 'Nobody does tasks here.', UNKNOWN);
    const text = await Promise.race([run({ ...turn, signal, show, tell }), whenAborted(signal)]);
    throwIfAborted(signal, 'The task');
    hasEnded = true;
    onChange({ parts: partsOf(text), status: 'complete', finishReason: 'stop' });
  } catch (error) {
    hasEnded = true;
    if (signal.aborted) onChange({ status: 'stopped', finishReason: 'abort' });
    else onChange({ status: 'failed', error: toLocalLLMError(error) });
  }
}

const UNKNOWN = {
  hint: 'Give the conversation a `runTask`, or ask in words.',
  details: { reason: 'unknown-task' },
} as const;

function partsOf(text: string): readonly MessagePart[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

/** Rejects when it is stopped: a task of a page's own may not listen. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
