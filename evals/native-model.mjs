/**
 * llama.cpp in Node as a TaskModel, for quick tuning on one's own machine. `node-llama-cpp` is no dependency of the
 * repository: it is taken from a folder of one's own, `npm install node-llama-cpp` there.
 */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalLLMError } from '@local-llm-chat/core';
import { choiceGrammar, grammarOf } from './schema-grammar.mjs';

/** Threads of llama.cpp wait for one another, spinning: with more than half of the cores, other work stalls them all. */
const DEFAULT_THREADS = Math.max(1, Math.floor(availableParallelism() / 2));

/**
 * Loads a model.
 *
 * @param {{ folder: string, path: string, contextWindow?: number, threads?: number }} options `folder`: where
 *   `node_modules/node-llama-cpp` is; `path`: the GGUF file.
 */
export async function loadNativeModel({ folder, path, contextWindow = 4096, threads = DEFAULT_THREADS }) {
  const { library, Template } = await importFrom(resolve(folder));
  const llama = await library.getLlama({ build: 'never', logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: path });
  const size = Math.min(contextWindow, model.trainContextSize);
  const context = await model.createContext({ contextSize: size, threads, batchSize: 512 });
  const native = new NativeModel(library, llama, model, context.getSequence(), Template, size);
  return {
    contextWindow: size,
    givesLogprobs: true,
    generate: (/** @type {any} */ request, /** @type {any} */ options) => native.generate(request, options),
    countTokens: async (/** @type {readonly string[]} */ texts) => texts.map((text) => model.tokenize(text).length),
    async unload() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}

/** @param {string} folder */
async function importFrom(folder) {
  const entry = join(folder, 'node_modules/node-llama-cpp/dist/index.js');
  const library = await import(pathToFileURL(entry).href);
  // The reader of chat templates that node-llama-cpp itself uses.
  const { Template } = createRequire(entry)('@huggingface/jinja');
  return { library, Template };
}

class NativeModel {
  #library;
  #llama;
  #model;
  #sequence;
  #template;
  #contextWindow;
  #isBusy = false;

  /**
   * @param {any} library
   * @param {any} llama
   * @param {any} model
   * @param {any} sequence
   * @param {any} Template
   * @param {number} contextWindow
   */
  constructor(library, llama, model, sequence, Template, contextWindow) {
    this.#library = library;
    this.#llama = llama;
    this.#model = model;
    this.#sequence = sequence;
    this.#template = new Template(model.fileInfo.metadata.tokenizer.chat_template);
    this.#contextWindow = contextWindow;
  }

  /**
   * @param {any} request
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {AsyncGenerator<any>}
   */
  async *generate(request, { signal } = {}) {
    if (this.#isBusy) throw new LocalLLMError('busy', 'Another answer is being generated.');
    this.#isBusy = true;
    try {
      if (!signal?.aborted) yield* this.#answer(request, signal);
      else yield { type: 'finish', reason: 'abort' };
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * @param {any} request
   * @param {AbortSignal | undefined} signal
   * @returns {AsyncGenerator<any>}
   */
  async *#answer(request, signal) {
    yield { type: 'generation-start' };
    const prompt = this.#promptTokens(request.messages);
    const room = this.#contextWindow - prompt.length;
    if (room < 1) throw new LocalLLMError('context-overflow', 'The text is longer than the model can read at once.');
    const maxTokens = Math.min(request.maxTokens ?? 1024, room);
    const startedAt = performance.now();
    // What the cache has of this prompt's beginning stays; the last token is read anew, to know what follows it.
    await this.#sequence.adaptStateToTokens(prompt.slice(0, -1), false);
    const cachedTokens = this.#sequence.nextTokenIndex;
    const isGuided = request.format !== undefined && request.logprobs === true;
    const read = prompt.slice(cachedTokens);
    const speaker = isGuided ? this.#speakGuided(request.format, read) : this.#speak(request, read);
    const writer = new Writer(this.#model, prompt, request.stop ?? []);
    let [completionTokens, firstAt, reason] = [0, 0, 'stop'];
    for await (const { token, logprob } of speaker) {
      completionTokens += 1;
      firstAt ||= performance.now();
      const text = writer.push(token);
      if (logprob !== undefined) yield { type: 'logprobs', tokens: [{ text: this.#textOf(token), logprob }] };
      if (text !== '') yield { type: 'text-delta', text };
      if (writer.hasStopped) break;
      if (signal?.aborted) reason = 'abort';
      else if (completionTokens >= maxTokens) reason = 'length';
      if (reason !== 'stop') break;
    }
    // The token that ends an answer counts, as in llama.cpp's own server.
    if (reason === 'stop' && !writer.hasStopped) completionTokens += 1;
    const rest = writer.end();
    if (rest !== '') yield { type: 'text-delta', text: rest };
    const seconds = (performance.now() - firstAt) / 1000;
    const decodeTokensPerSecond = completionTokens > 1 && firstAt > 0 ? (completionTokens - 1) / seconds : 0;
    const timeToFirstTokenMs = (firstAt || performance.now()) - startedAt;
    const usage = {
      promptTokens: prompt.length,
      cachedTokens,
      completionTokens,
      timeToFirstTokenMs,
      decodeTokensPerSecond,
    };
    yield { type: 'usage', usage };
    yield { type: 'finish', reason };
  }

  /**
   * What comes next, one token after the other.
   *
   * @param {any} request
   * @param {any[]} read the tokens of the prompt that are not in the cache
   */
  async *#speak({ format, temperature = 0.7, topP = 0.95, seed, logprobs = false }, read) {
    const sampling = { temperature, topP, ...(seed === undefined ? {} : { seed }) };
    const grammarEvaluationState = format === undefined ? undefined : await this.#grammarState(format);
    const options = { ...sampling, ...(grammarEvaluationState === undefined ? {} : { grammarEvaluationState }) };
    for await (const { token, confidence } of this.#sequence.evaluateWithMetadata(
      read,
      { confidence: logprobs },
      options,
    )) {
      yield logprobs ? { token, logprob: Math.log(confidence) } : { token };
    }
  }

  /**
   * The same in a format, always the likeliest, with the probabilities of the model before anything was forbidden: the
   * library tells only those after it. So nothing is forbidden to it, and the choosing is done here.
   *
   * @param {any} format
   * @param {any[]} read
   */
  async *#speakGuided(format, read) {
    const state = (await this.#grammarState(format))._state;
    // Of the library's inside, as of version 3.22.
    const sampler = this.#llama._bindings.AddonSampler;
    const options = { temperature: 0, yieldEogToken: true };
    const path = this.#sequence.evaluateWithMetadata(read, { probabilities: true }, options);
    let next = await path.next();
    while (!next.done) {
      const { probabilities } = next.value;
      const [token, probability] = firstOf(probabilities, (candidate) =>
        sampler.canBeNextTokenForGrammarEvaluationState(state, candidate),
      );
      if (this.#model.isEogToken(token)) break;
      yield { token, logprob: Math.log(probability) };
      sampler.acceptGrammarEvaluationStateToken(state, token);
      // Read instead of what the model would have said.
      next = await path.next(token);
    }
    await path.return(undefined);
  }

  /** @param {any} format */
  async #grammarState(format) {
    const grammar = format.type === 'choice' ? choiceGrammar(format.choices) : grammarOf(format.schema);
    const { LlamaGrammarEvaluationState } = this.#library;
    return new LlamaGrammarEvaluationState({
      model: this.#model,
      grammar: await this.#llama.createGrammar({ grammar }),
    });
  }

  /** @type {Map<any, string>} */
  #texts = new Map();

  /** @param {any} token */
  #textOf(token) {
    let text = this.#texts.get(token);
    if (text === undefined) {
      // After another token, where a space at its beginning is kept.
      text = this.#model.isSpecialToken(token)
        ? ''
        : /** @type {string} */ (this.#model.detokenize([token], false, [token]));
      this.#texts.set(token, text);
    }
    return text;
  }

  /**
   * The prompt by the model's own template. An answer that is to be continued is left open.
   *
   * @param {readonly { role: string, content: string }[]} messages
   */
  #promptTokens(messages) {
    const last = messages.at(-1);
    const isContinued = last?.role === 'assistant';
    const { tokens } = this.#model;
    const [bos, eos] = [tokens.bosString ?? '', tokens.eosString ?? ''];
    const text =
      this.#template.render({
        messages: isContinued ? messages.slice(0, -1) : messages,
        add_generation_prompt: true,
        bos_token: bos,
        eos_token: eos,
      }) + (isContinued ? last.content : '');
    const found = this.#model.tokenize(text, true);
    return tokens.shouldPrependBosToken && found[0] !== tokens.bos ? [tokens.bos, ...found] : found;
  }
}

/**
 * The first of tokens, the likeliest first, that passes.
 *
 * @param {Map<any, number>} probabilities
 * @param {(token: any) => boolean} passes
 * @returns {[any, number]}
 */
function firstOf(probabilities, passes) {
  for (const entry of probabilities) if (passes(entry[0])) return entry;
  throw new LocalLLMError('unknown', 'The format allows no token here.');
}

/** Tokens as text: held back while a character is half there, or while it may be the beginning of a stop text. */
class Writer {
  #model;
  #stop;
  /** @type {any[]} */
  #pending = [];
  /** @type {any[]} */
  #before;
  #held = '';
  hasStopped = false;

  /**
   * @param {any} model
   * @param {any[]} prompt
   * @param {readonly string[]} stop
   */
  constructor(model, prompt, stop) {
    this.#model = model;
    this.#stop = stop;
    this.#before = prompt.slice(-4);
  }

  /** @param {any} token */
  push(token) {
    this.#pending.push(token);
    const text = this.#model.detokenize(this.#pending, false, this.#before);
    if (text.endsWith('\ufffd') && this.#pending.length < 8) return '';
    this.#before = [...this.#before, ...this.#pending].slice(-4);
    this.#pending = [];
    this.#held += text;
    const at = Math.min(...this.#stop.map((stop) => this.#held.indexOf(stop)).filter((index) => index >= 0));
    if (at < Number.POSITIVE_INFINITY) {
      this.hasStopped = true;
      this.#held = this.#held.slice(0, at);
      return this.end();
    }
    const longest = Math.max(1, ...this.#stop.map((stop) => stop.length));
    const said = this.#held.slice(0, Math.max(0, this.#held.length - longest + 1));
    this.#held = this.#held.slice(said.length);
    return said;
  }

  end() {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}
