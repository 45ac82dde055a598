/** One answer, from the prompt to its last word: what comes of the engine becomes changes of a message. */
import { LocalLLMError, toLocalLLMError } from '../errors.js';
import type { Generate, GenerateRequest } from '../generate.js';
import type { ChatMessage, MessagePart } from '../messages.js';
import type { FittedPrompt } from './prompt.js';
import { ReasoningSplitter } from './split-reasoning.js';
import type { TokenRate } from './token-rate.js';

/** How often a prompt that was too long is tried once more, shorter: enough for texts of more than a token a byte. */
const MOST_ATTEMPTS = 4;

export interface AnswerTask {
  /** What the answer has said already, when it goes on. */
  readonly parts: readonly MessagePart[];
  /** Makes the prompt by what is known of tokens now. */
  readonly fit: () => FittedPrompt;
  readonly request: Omit<GenerateRequest, 'messages'>;
  readonly generate: Generate;
  readonly rate: TokenRate;
  readonly signal: AbortSignal;
  readonly now: () => number;
  onFit(prompt: FittedPrompt): void;
  onChange(change: Partial<ChatMessage>): void;
}

/**
 * Never rejects: why it failed is the last change.
 *
 * @returns whether the model's template has begun the thought.
 */
export async function writeAnswer(task: AnswerTask): Promise<boolean> {
  const { onChange } = task;
  const splitter = new ReasoningSplitter(task.parts, task.now);
  let end: Partial<ChatMessage> | null = null;
  try {
    for (let attempt = 1; end === null; attempt += 1) end = await tryOnce(task, splitter, attempt === MOST_ATTEMPTS);
  } catch (error) {
    end = { status: 'failed', error: toLocalLLMError(error) };
  }
  splitter.end();
  onChange({ ...end, parts: splitter.parts });
  return splitter.isOpenedByTemplate;
}

/** Resolves to how the answer ended, or to `null` when the prompt was too long and can be shorter. */
async function tryOnce(
  task: AnswerTask,
  splitter: ReasoningSplitter,
  isLast: boolean,
): Promise<Partial<ChatMessage> | null> {
  const { rate, signal, onChange } = task;
  const prompt = task.fit();
  const { messages } = prompt;
  task.onFit(prompt);
  try {
    let end: Partial<ChatMessage> | null = null;
    for await (const event of task.generate({ ...task.request, messages }, { signal })) {
      if (event.type === 'text-delta') {
        splitter.push(event.text);
        const { parts } = splitter;
        if (parts.length > 0) onChange({ parts, status: 'streaming' });
      } else if (event.type === 'usage') {
        rate.learn(messages, event.usage);
        onChange({ usage: event.usage });
      } else if (event.type === 'agent-finish') {
        if (event.isTainted) onChange({ isTainted: true });
      } else if (event.type === 'finish') {
        end = { status: event.reason === 'abort' ? 'stopped' : 'complete', finishReason: event.reason };
      }
    }
    if (end === null) throw new LocalLLMError('unknown', 'The answer broke off without a word why.');
    return end;
  } catch (error) {
    const isTooLong = toLocalLLMError(error).code === 'context-overflow';
    if (!isTooLong || isLast || prompt.isShortest) throw error;
    rate.raise();
    return null;
  }
}
