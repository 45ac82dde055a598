/** What a page and its frame say to each other: texts of JSON over one port, of which neither side believes anything. */
import { abortedError, LocalLLMError, throwIfAborted, toWire } from '../errors.js';
import { Fields, readError, StrangeMessage } from './reading.js';

/** A call of the other side, while it is answered. */
export interface Call {
  /** Fires when the other side wants no answer any more, and when the link ends. */
  readonly signal: AbortSignal;
  /** Tells how far it has come. */
  note(data: unknown): void;
}

/** What a call is answered with: JSON, and files beside it. */
export interface Answer {
  readonly data?: unknown;
  readonly blobs?: readonly Blob[];
}

/** Answers one kind of call; throws {@link StrangeMessage} for data that no honest side sends. */
export type Handler = (data: unknown, call: Call) => Promise<Answer | undefined> | Answer | undefined;

/** Kinds of call by their names. A map, in which nothing is inherited. */
export type Handlers = ReadonlyMap<string, Handler>;

export interface LinkOptions {
  readonly handlers: Handlers;
  /** Whether the other side may send files. */
  readonly takesBlobs: boolean;
  /** The other side has said what no honest one says. The link has ended. */
  readonly onStrange: (why: string) => void;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onNote?: ((data: unknown) => void) | undefined;
}

/** Longer messages are read by nobody. */
const LONGEST = 4 * 2 ** 20;
/** Calls of the other side that are answered at a time. */
const MOST_CALLS = 64;
const MOST_BLOBS = 1000;
const KINDS = ['ask', 'tell', 'cancel', 'note', 'answer', 'refusal'] as const;

interface Question {
  readonly onNote: ((data: unknown) => void) | undefined;
  readonly resolve: (answer: Required<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

/** One end of the port. */
export class Link {
  readonly #port: MessagePort;
  readonly #options: LinkOptions;
  readonly #questions = new Map<number, Question>();
  readonly #calls = new Map<number, AbortController>();
  #lastId = 0;
  #hasEnded = false;

  constructor(port: MessagePort, options: LinkOptions) {
    this.#port = port;
    this.#options = options;
    port.onmessage = ({ data }) => {
      try {
        this.#hear(data);
      } catch (error) {
        this.#endAt(error);
      }
    };
    port.onmessageerror = () => this.#break('What was sent cannot be read.');
  }

  /**
   * Asks the other side.
   *
   * @param read takes the answer apart; throws {@link StrangeMessage} where it is none.
   * @throws LocalLLMError of the other side, `aborted` when the signal fires, `worker-failed` when the link ends.
   */
  async ask<T>(
    name: string,
    data: unknown,
    read: (answer: Required<Answer>) => T,
    { signal, onNote }: AskOptions = {},
  ): Promise<T> {
    throwIfAborted(signal);
    if (this.#hasEnded) throw linkEnded();
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Required<Answer>>();
    this.#questions.set(id, { onNote, resolve, reject });
    const cancel = () => {
      this.#send({ type: 'cancel', id });
      reject(abortedError());
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      this.#send({ type: 'ask', id, name, data });
      return read(await promise);
    } catch (error) {
      if (error instanceof StrangeMessage) {
        this.#break(error.message);
        throw linkEnded();
      }
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#questions.delete(id);
    }
  }

  /** Tells the other side something that needs no answer. */
  tell(name: string, data: unknown): void {
    this.#send({ type: 'tell', name, data });
  }

  /** Ends the link: what was asked is rejected, and what is being answered called off. */
  close(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#port.onmessage = null;
    this.#port.close();
    for (const call of this.#calls.values()) call.abort();
    for (const { reject } of this.#questions.values()) reject(linkEnded());
    this.#calls.clear();
    this.#questions.clear();
  }

  #send(message: unknown, blobs: readonly Blob[] = []): void {
    if (this.#hasEnded) return;
    const text = JSON.stringify(message);
    this.#port.postMessage(blobs.length === 0 ? text : [text, ...blobs]);
  }

  #hear(received: unknown): void {
    const [text, ...blobs] = Array.isArray(received) && this.#options.takesBlobs ? received : [received];
    if (typeof text !== 'string' || text.length > LONGEST) throw new StrangeMessage('No text, or too long a one.');
    const areFiles = blobs.length <= MOST_BLOBS && blobs.every((blob): blob is Blob => blob instanceof Blob);
    if (!areFiles) throw new StrangeMessage('No files.');
    const message = new Fields(JSON.parse(text));
    const type = message.word('type', KINDS);
    const id = type === 'tell' ? 0 : message.amount('id');
    const data = message.any('data');
    switch (type) {
      case 'ask':
      case 'tell':
        this.#answer(id, message.text('name', 40), data);
        break;
      case 'cancel':
        this.#calls.get(id)?.abort();
        break;
      case 'note':
        this.#questions.get(id)?.onNote?.(data);
        break;
      case 'answer':
        this.#questions.get(id)?.resolve({ data, blobs });
        break;
      case 'refusal':
        this.#questions.get(id)?.reject(readError(message.any('error')));
    }
  }

  /** @param id 0 for what needs no answer. */
  #answer(id: number, name: string, data: unknown): void {
    const handler = this.#options.handlers.get(name);
    if (handler === undefined) throw new StrangeMessage('Nobody asks that.');
    if (id === 0) {
      handler(data, { signal: new AbortController().signal, note: () => undefined });
      return;
    }
    if (this.#calls.has(id) || this.#calls.size >= MOST_CALLS) throw new StrangeMessage('Too many calls at a time.');
    const call = new AbortController();
    this.#calls.set(id, call);
    const { signal } = call;
    const note = (noted: unknown) => {
      if (!signal.aborted) this.#send({ type: 'note', id, data: noted });
    };
    Promise.resolve()
      .then(() => handler(data, { signal, note }))
      .then(
        (answer) => this.#send({ type: 'answer', id, data: answer?.data }, answer?.blobs),
        (error: unknown) => {
          if (error instanceof StrangeMessage) this.#break(error.message);
          else this.#send({ type: 'refusal', id, error: toWire(error) });
        },
      )
      .finally(() => this.#calls.delete(id));
  }

  /** Ends the link at the first thing that is not as it has to be. */
  #endAt(error: unknown): void {
    // What is no JSON throws a SyntaxError.
    if (!(error instanceof StrangeMessage || error instanceof SyntaxError)) throw error;
    this.#break(error.message);
  }

  #break(why: string): void {
    if (this.#hasEnded) return;
    this.close();
    this.#options.onStrange(why);
  }
}

function linkEnded(): LocalLLMError {
  return new LocalLLMError('worker-failed', 'The frame of the assistant is gone.');
}
