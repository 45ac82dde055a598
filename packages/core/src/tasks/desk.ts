/** Where a task asks its model: one request after the other, counted against the plan. */
import { LocalLLMError, throwIfAborted } from '../errors.js';
import type { GenerateRequest, GenerationEvent, PromptMessage, Usage } from '../generate.js';
import { type KnownModel, knownModel, type TaskOptions, type TaskPlan, type TaskProgress } from './task-model.js';

/** Templates say a word before and after each turn, and some a system prompt of their own. */
const TURN_TOKENS = 8;
const TEMPLATE_TOKENS = 32;

/** One request. */
export interface Question extends Pick<GenerateRequest, 'format' | 'stop' | 'temperature'> {
  readonly messages: readonly PromptMessage[];
  /** The most tokens of the answer. */
  readonly answerTokens: number;
  /** Hears the answer so far, as it grows. */
  readonly onText?: (text: string) => void;
}

/** What came of it. */
export interface Answer {
  readonly text: string;
  /** It ended at its limit, perhaps in mid-sentence. */
  readonly isCut: boolean;
}

/** A text that a model was made to say, with how likely it found that. */
export interface Score {
  /** Natural logarithm of the probability of the whole text; `null` where the engine does not tell. */
  readonly logprob: number | null;
  readonly tokens: number;
}

/** One run's way to the model. */
export class Desk {
  readonly model: KnownModel;
  readonly signal: AbortSignal | undefined;
  readonly #onProgress: TaskOptions['onProgress'];
  #progress: TaskProgress = {
    chunks: 0,
    chunksDone: 0,
    calls: 0,
    callsDone: 0,
    promptTokens: 0,
    completionTokens: 0,
  };

  constructor({ model, signal, onProgress }: TaskOptions) {
    this.model = knownModel(model);
    this.signal = signal;
    this.#onProgress = onProgress;
  }

  /** Tokens that the text within a prompt may have, when the rest of the prompt and the answer have theirs. */
  async room(frame: readonly PromptMessage[], answerTokens: number): Promise<number> {
    const room = this.model.contextWindow - answerTokens - (await this.cost(frame));
    if (room < 16) {
      throw new LocalLLMError('context-overflow', 'The instructions alone fill the context window of this model.', {
        hint: 'Shorten what you ask for, or load the model with a larger context window.',
      });
    }
    return room;
  }

  /** Tokens of a prompt, with the template around it. */
  async cost(messages: readonly PromptMessage[]): Promise<number> {
    const counts = await this.count(messages.map(({ content }) => content));
    return counts.reduce((sum, count) => sum + count + TURN_TOKENS, TEMPLATE_TOKENS);
  }

  /** Tokens of texts. */
  count(texts: readonly string[]): Promise<readonly number[]> {
    return this.model.countTokens(texts, this.signal ? { signal: this.signal } : {});
  }

  /** The work begins. */
  begin({ chunks, calls }: TaskPlan): void {
    this.#tell({ chunks, calls });
  }

  /** One chunk was read. */
  chunkDone(): void {
    this.#tell({ chunksDone: this.#progress.chunksDone + 1 });
  }

  /**
   * Asks the model. Tasks are worked out, not written: the likeliest word each time, and so the same for the same input.
   *
   * @throws LocalLLMError `aborted` when the signal fires, and what the engine throws.
   */
  async ask({ messages, answerTokens, onText, ...rest }: Question): Promise<Answer> {
    let text = '';
    let isCut = false;
    await this.#run({ temperature: 0, ...rest, messages, maxTokens: answerTokens }, (event) => {
      if (event.type === 'text-delta') {
        text += event.text;
        onText?.(text);
      } else if (event.type === 'finish') isCut = event.reason === 'length';
    });
    return { text, isCut };
  }

  /** Makes the model say a text, and finds how likely it was. Costs little where the engine keeps the prompt's KV cache. */
  async score(messages: readonly PromptMessage[], text: string): Promise<Score> {
    let logprob: number | null = null;
    let tokens = 0;
    const [length = 1] = await this.count([text]);
    const request = { messages, maxTokens: length + 8, temperature: 0, logprobs: true } as const;
    await this.#run({ ...request, format: { type: 'choice', choices: [text] } }, (event) => {
      if (event.type !== 'logprobs') return;
      for (const token of event.tokens) {
        // Held to a text, a model may spell it in more tokens than it has, as "n", "o": the later ones are unlikely because
        // nobody writes so, and say nothing of the text.
        if (tokens < length) logprob = (logprob ?? 0) + token.logprob;
        tokens += 1;
      }
    });
    return { logprob, tokens };
  }

  async #run(request: GenerateRequest, take: (event: TaskEvent) => void): Promise<void> {
    throwIfAborted(this.signal, 'The task');
    let usage: Usage | null = null;
    for await (const event of this.model.generate(request, { signal: this.signal })) {
      if (event.type === 'usage') usage = event.usage;
      else take(event);
    }
    throwIfAborted(this.signal, 'The task');
    this.#tell({
      callsDone: this.#progress.callsDone + 1,
      promptTokens: this.#progress.promptTokens + (usage?.promptTokens ?? 0),
      completionTokens: this.#progress.completionTokens + (usage?.completionTokens ?? 0),
    });
  }

  #tell(change: Partial<TaskProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#onProgress?.(this.#progress);
  }
}

type TaskEvent = Exclude<GenerationEvent, { type: 'usage' }>;
