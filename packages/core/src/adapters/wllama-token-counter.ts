/** Counts tokens with llama.cpp's own tokenizer, which wllama does not show: by what it says of a prompt that is too long. */
import type { Wllama } from '@wllama/wllama/esm/index.js';
import { estimateTokens } from '../engine/estimate-tokens.js';
import { throwIfAborted } from '../errors.js';
import { errorOf, wellFormed } from './wllama-answer.js';

/** Special tokens of many models, for one whose template names none. */
const KNOWN_MARKS = ['<|im_end|>', '<|endoftext|>', '</s>', '<end_of_turn>', '<|eot_id|>', '<|end_of_text|>', '<eos>'];

/** What stands before a text, and how many tokens that is. */
interface Lead {
  readonly text: string;
  readonly tokens: number;
}

/**
 * llama-server refuses a prompt beyond its context window before it reads any of it, and names its
 * length. So a text is counted behind a lead that fills the window. The lead ends in a special token,
 * over which no tokenizer joins anything. The KV cache stays as it is.
 */
export class WllamaTokenCounter {
  readonly #wllama: Wllama;
  readonly #crash: Promise<never>;
  /** Found with the first count; `null` when this model cannot be counted with. */
  #lead: Promise<Lead | null> | null = null;

  constructor(wllama: Wllama, crash: Promise<never>) {
    this.#wllama = wllama;
    this.#crash = crash;
  }

  async count(texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const counts: number[] = [];
    for (const text of texts) {
      throwIfAborted(signal, 'Counting');
      counts.push(text === '' ? 0 : await this.#count(wellFormed(text)));
    }
    return counts;
  }

  async #count(text: string): Promise<number> {
    this.#lead ??= this.#findLead();
    const lead = await this.#lead;
    const length = lead && (await this.#lengthOf(lead.text + text));
    // Without a special token, or with a server that has changed its words, an estimate has to do.
    return lead === null || length === null ? estimateTokens(text) : length - lead.tokens;
  }

  async #findLead(): Promise<Lead | null> {
    // A word is a token or more.
    const filler = 'a '.repeat(this.#wllama.getLoadedContextInfo().n_ctx + 1);
    const tokens = await this.#lengthOf(filler);
    if (tokens === null) return null;
    for (const mark of this.#marks()) {
      const text = filler + mark;
      const lengths = [await this.#lengthOf(text), await this.#lengthOf(text + mark), await this.#lengthOf(`${text}a`)];
      if (lengths.join() === [tokens + 1, tokens + 2, tokens + 2].join()) return { text, tokens: tokens + 1 };
    }
    return null;
  }

  #marks(): ReadonlySet<string> {
    const template = this.#wllama.getChatTemplate() ?? '';
    return new Set([...(template.match(/<[^<>\s'"]{1,40}>/g) ?? []), ...KNOWN_MARKS]);
  }

  /** The tokens of a prompt that is too long; `null` when it was not refused. */
  async #lengthOf(prompt: string): Promise<number | null> {
    const stop = new AbortController();
    try {
      const completion = this.#wllama.createCompletion({
        prompt,
        max_tokens: 1,
        stream: true,
        abortSignal: stop.signal,
        // It is being read after all: nobody wants that.
        onData: () => stop.abort(),
        // Told of between two pieces of a prompt, so that it can be stopped there.
        ...{ return_progress: true },
      });
      await Promise.race([completion, this.#crash]);
      return null;
    } catch (error) {
      const length = /request \((\d+) tokens\) exceeds/.exec(error instanceof Error ? error.message : '')?.[1];
      if (length !== undefined) return Number(length);
      if (stop.signal.aborted) return null;
      throw errorOf(error);
    }
  }
}
