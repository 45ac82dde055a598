/** One answer, from the prompt to its last word: what comes of the engine becomes changes of a message. */
import { LocalLLMError, toLocalLLMError } from '../errors.js';
import type { Generate, GenerateRequest } from '../generate.js';
import type { ChatMessage, MessagePart } from '../messages.js';
import type { FittedPrompt } from './prompt.js';
import { ReasoningSplitter } from './split-reasoning.js';
import type { TokenRate } from './token-rate.js';
import { ToolSteps } from './tool-steps.js';

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
  const steps = new ToolSteps(task.parts);
  let end: Partial<ChatMessage> | null = null;
  try {
    for (let attempt = 1; end === null; attempt += 1)
      end = await tryOnce(task, { splitter, steps }, attempt === MOST_ATTEMPTS);
  } catch (error) {
    end = { status: 'failed', error: toLocalLLMError(error) };
  }
  splitter.end();
  steps.end();
  onChange({ ...end, parts: [...steps.parts, ...splitter.parts] });
  return splitter.isOpenedByTemplate;
}

/** Resolves to how the answer ended, or to `null` when the prompt was too long and can be shorter. */
async function tryOnce(
  task: AnswerTask,
  { splitter, steps }: { readonly splitter: ReasoningSplitter; readonly steps: ToolSteps },
  isLast: boolean,
): Promise<Partial<ChatMessage> | null> {
  const { rate, signal, onChange } = task;
  const prompt = task.fit();
  const { messages } = prompt;
  const before = steps.parts;
  task.onFit(prompt);
  try {
    let end: Partial<ChatMessage> | null = null;
    // What the documents were read with is another prompt: its tokens say nothing about this one.
    let isOwnPrompt = true;
    for await (const event of task.generate({ ...task.request, messages }, { signal })) {
      if (event.type === 'text-delta') {
        splitter.push(event.text);
        const { parts } = splitter;
        if (parts.length > 0) onChange({ parts: [...steps.parts, ...parts], status: 'streaming' });
      } else if (event.type === 'agent-finish') {
        onChange({ agent: { end: event.reason, isTainted: event.isTainted } });
      } else if (event.type === 'knowledge') {
        isOwnPrompt = false;
        onChange({ knowledge: event.work });
      } else if (event.type === 'usage') {
        if (isOwnPrompt) rate.learn(messages, event.usage);
        onChange({ usage: event.usage });
      } else if (event.type === 'finish') {
        end = { status: event.reason === 'abort' ? 'stopped' : 'complete', finishReason: event.reason };
      } else if (steps.take(event)) {
        // Until there are words the answer is still waited for.
        onChange({ parts: [...steps.parts, ...splitter.parts] });
      }
    }
    if (end === null) throw new LocalLLMError('unknown', 'The answer broke off without a word why.');
    return end;
  } catch (error) {
    const isTooLong = toLocalLLMError(error).code === 'context-overflow';
    // What a tool has done must not be done again.
    if (!isTooLong || isLast || prompt.isShortest || steps.parts !== before) throw error;
    rate.raise();
    return null;
  }
}
