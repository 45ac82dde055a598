/** A model for tests of tasks: it says what the test wants, and remembers what it was asked. */
import type { GenerateRequest, GenerationEvent, TokenLogprob } from '../generate.js';
import type { TaskModel } from './task-model.js';

/** What the model does. */
export interface ModelScript {
  /** The answer. Default: nothing. */
  readonly reply?: (request: GenerateRequest) => string;
  /** How likely it finds a text that it is made to say: makes it a model that tells. */
  readonly logprob?: (request: GenerateRequest, text: string) => number;
  readonly contextWindow?: number;
}

/** The model, and the requests that it has had. */
export interface TestModel extends TaskModel {
  readonly requests: GenerateRequest[];
}

/** A token is a word with the white space before it. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** Makes it. Like a real one it ends an answer at the limit, at a stop text, and when it is told to. */
export function testModel({ reply = () => '', logprob, contextWindow = 512 }: ModelScript = {}): TestModel {
  const requests: GenerateRequest[] = [];
  async function* generate(
    request: GenerateRequest,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): AsyncGenerator<GenerationEvent> {
    requests.push(request);
    const { format, maxTokens = 1024, stop = [] } = request;
    let whole = format?.type === 'choice' && format.choices.length === 1 ? (format.choices[0] ?? '') : reply(request);
    for (const text of stop) whole = whole.split(text)[0] ?? '';
    const tokens = tokensOf(whole);
    const prompt = request.messages.reduce((sum, { content }) => sum + tokensOf(content).length, 0);
    if (prompt + maxTokens > contextWindow) throw new Error(`${prompt} + ${maxTokens} tokens do not fit.`);
    yield { type: 'generation-start' };
    for (const text of tokens.slice(0, maxTokens)) {
      await Promise.resolve();
      if (signal?.aborted) break;
      yield { type: 'text-delta', text };
      if (logprob && request.logprobs) {
        const told: TokenLogprob = { text, logprob: logprob(request, whole) / tokens.length };
        yield { type: 'logprobs', tokens: [told] };
      }
    }
    yield {
      type: 'usage',
      usage: {
        promptTokens: prompt,
        cachedTokens: 0,
        completionTokens: Math.min(tokens.length, maxTokens),
        timeToFirstTokenMs: 1,
        decodeTokensPerSecond: 1,
      },
    };
    yield { type: 'finish', reason: signal?.aborted ? 'abort' : tokens.length > maxTokens ? 'length' : 'stop' };
  }
  return {
    generate,
    requests,
    contextWindow,
    countTokens: async (texts) => texts.map((text) => tokensOf(text).length),
    ...(logprob ? { givesLogprobs: true } : {}),
  };
}

/** What the model was asked last by the user's part of a prompt. */
export function askedText({ messages }: GenerateRequest): string {
  return messages.at(-1)?.content ?? '';
}
