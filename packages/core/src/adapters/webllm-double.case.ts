/**
 * A stand-in for web-llm with its habits, good and bad, that need no GPU: an abandoned stream keeps
 * its lock for ever, an interrupt before the prefill is forgotten, a stop text is noticed only when
 * it is complete, an unloaded model fails whoever still reads from it. For tests of our own logic.
 */

interface Chunk {
  choices: {
    delta: { content?: string };
    finish_reason: string | null;
    logprobs?: { content: { token: string; logprob: number }[] } | null;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number; extra: { decode_tokens_per_s: number } };
}

interface Request {
  messages: { role: string; content: string }[];
  max_tokens: number;
  temperature: number;
  top_p: number;
  stop?: string[];
  response_format?: { type: string; grammar?: string };
  logprobs?: boolean;
  top_logprobs?: number;
}

interface Settings {
  appConfig: { model_list: { model: string; model_id: string; model_lib: string; model_type: number }[] };
  initProgressCallback(report: { text: string; progress: number }): void;
}

/** What the next engine does; tests change it. */
export const script = {
  tokens: ['One', ' two', ' three', ' four', ' five', '.'] as readonly string[],
  /** The answer to a question with "story" in it. */
  story: Array.from({ length: 500 }, (_, index) => ` word${index}`) as readonly string[],
  /** The answer to a question with "rivers" in it. */
  rivers: Array.from({ length: 40 }, (_, index) => ` river${index}`) as readonly string[],
  /** The tokens of an answer in a grammar. */
  inGrammar: async (_: string): Promise<readonly string[]> => [],
  /** Has the tokenizer somewhere else. */
  hidesTokenizer: false,
  /** Thrown by the next load. */
  failLoad: null as unknown,
  /** Thrown by the answer after its first token, and the model is gone, as with a lost device. */
  loseDevice: null as unknown,
  /** The next load resolves with nothing loaded. */
  loadNothing: false,
  requests: [] as Request[],
  /** Texts that vectors were asked for. */
  embedded: [] as string[],
  /** Thrown by the next vector, and the model is gone. */
  loseVector: null as unknown,
  overrides: [] as Record<string, unknown>[],
  live: 0,
};

class NamedError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

export class MLCEngine {
  readonly #settings: Settings;
  #loaded: { window: number; lock: Promise<void>; gone: boolean; embeds: boolean } | null = null;
  #interrupted = false;
  #message = '';

  /** Private in the real one. */
  readonly loadedModelIdToPipeline = new Map<string, { tokenizer?: { encode(text: string): Int32Array } }>();
  readonly embeddings = { create: async (request: { input: string }) => this.#embed(request) };
  readonly chat = { completions: { create: async (request: Request) => this.#stream(request) } };

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async reload(id: string, overrides: Record<string, unknown>): Promise<void> {
    await this.unload();
    script.overrides.push(overrides);
    const record = this.#settings.appConfig.model_list.find(({ model_id }) => model_id === id);
    if (!record) throw new NamedError('ModelNotFoundError', id);
    const failure = script.failLoad;
    script.failLoad = null;
    if (failure !== null) throw failure;
    // In a browser it looks where web-llm looks.
    if (typeof caches !== 'undefined') {
      await mustHave('webllm/config', new URL('mlc-chat-config.json', record.model).href);
      await mustHave('webllm/wasm', record.model_lib);
      await mustHave('webllm/model', new URL('tokenizer.json', record.model).href);
    }
    for (const progress of [0.5, 1]) {
      this.#settings.initProgressCallback({ text: 'Loading model from cache[1/1]: ', progress });
      await turn();
    }
    this.#settings.initProgressCallback({ text: 'Finish loading on WebGPU', progress: 1 });
    if (script.loadNothing) {
      script.loadNothing = false;
      return;
    }
    script.live += 1;
    const tokenizer = { encode: (text: string) => new Int32Array(text.match(/\S+/g)?.length ?? 0) };
    this.loadedModelIdToPipeline.set(id, script.hidesTokenizer ? {} : { tokenizer });
    const window = overrides['context_window_size'];
    const embeds = record.model_type === 1;
    if (embeds && window !== undefined) throw new NamedError('EmbeddingChunkingUnsupportedError', 'Another window.');
    const size = typeof window === 'number' ? window : 4096;
    this.#loaded = { window: embeds ? 8 : size, lock: Promise.resolve(), gone: false, embeds };
  }

  async unload(): Promise<void> {
    if (this.#loaded === null) return;
    this.#loaded.gone = true;
    this.#loaded = null;
    this.loadedModelIdToPipeline.clear();
    script.live -= 1;
  }

  async getMessage(): Promise<string> {
    if (this.#loaded === null) throw new NamedError('ModelNotLoadedError', 'Model not loaded.');
    if (this.#loaded.embeds) throw new NamedError('IncorrectPipelineLoadedError', 'Not a model for this.');
    return this.#message;
  }

  async #embed({ input }: { input: string }): Promise<{ data: { embedding: number[] }[] }> {
    const model = this.#loaded;
    if (model === null) throw new NamedError('ModelNotLoadedError', 'Model not loaded.');
    if (!model.embeds) throw new NamedError('EmbeddingUnsupportedModelError', 'Not a model for this.');
    if (input === '') throw new NamedError('EmbeddingInputEmptyError', 'Empty.');
    const words = input.match(/\S+/g) ?? [];
    if (words.length > model.window) throw new NamedError('EmbeddingExceedContextWindowSizeError', 'Too long.');
    await turn();
    const lost = script.loseVector;
    if (lost !== null) {
      script.loseVector = null;
      setTimeout(() => void this.unload());
      throw lost;
    }
    script.embedded.push(input);
    // Of no length in particular.
    return { data: [{ embedding: [words.length, input.length, 3] }] };
  }

  async interruptGenerate(): Promise<void> {
    this.#interrupted = true;
  }

  async *#stream(request: Request): AsyncGenerator<Chunk> {
    const model = this.#loaded;
    if (model === null) throw new NamedError('ModelNotLoadedError', 'Model not loaded.');
    const before = model.lock;
    let release = (): void => undefined;
    model.lock = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    try {
      this.#interrupted = false;
      script.requests.push(request);
      const prompt = request.messages.map(({ content }) => content).join(' ');
      if (prompt.split(' ').length > model.window) {
        throw new NamedError('ContextWindowSizeExceededError', 'Prompt tokens exceed context window size.');
      }
      await turn();
      const { grammar } = request.response_format ?? {};
      yield* this.#answer(request, model, grammar ? await script.inGrammar(grammar) : tokensFor(prompt));
    } finally {
      release();
    }
  }

  async *#answer(request: Request, model: { gone: boolean }, tokens: readonly string[]): AsyncGenerator<Chunk> {
    let text = '';
    let streamed = 0;
    let count = 0;
    let reason: string | null = null;
    while (reason === null) {
      if (this.#interrupted && count > 0) {
        reason = 'abort';
        break;
      }
      await turn();
      if (model.gone) throw new Error('Object has already been disposed');
      if (count === 1 && script.loseDevice !== null) {
        const lost = script.loseDevice;
        script.loseDevice = null;
        // web-llm drops the model in a task of its own.
        setTimeout(() => void this.unload());
        throw lost;
      }
      text += tokens[count] ?? '';
      count += 1;
      if (count >= tokens.length) reason = 'stop';
      for (const stop of request.stop ?? []) {
        const place = text.lastIndexOf(stop);
        if (place >= 0) {
          text = text.slice(0, place);
          reason = 'stop';
        }
      }
      if (count >= request.max_tokens) reason = 'length';
      this.#message = text;
      const token = { token: tokens[count - 1] ?? '', logprob: -0.5 };
      // Nothing of it without a number of the likeliest ones.
      const logprobs = request.logprobs ? { content: request.top_logprobs ? [token] : [] } : null;
      yield { choices: [{ delta: { content: text.slice(streamed) }, finish_reason: null, logprobs }] };
      streamed = text.length;
    }
    yield { choices: [{ delta: {}, finish_reason: reason }] };
    yield {
      choices: [],
      usage: {
        prompt_tokens: 7,
        completion_tokens: count,
        extra: { decode_tokens_per_s: count > 1 ? 50 : Number.NaN },
      },
    };
  }
}

function tokensFor(prompt: string): readonly string[] {
  if (/story|dragon/.test(prompt)) return script.story;
  return prompt.includes('rivers') ? script.rivers : script.tokens;
}

async function mustHave(scope: string, url: string): Promise<void> {
  if ((await (await caches.open(scope)).match(url)) === undefined) throw new Error(`${scope} has no ${url}`);
}
