/** Tells what a model thinks from what it answers, while the text comes. */
import { type MessagePart, messageText, type ReasoningPart } from '../messages.js';

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Makes parts of a stream. A thought stands at the beginning between `<think>` and `</think>`; the first tag is
 * missing where the model's template has written it already. Tags may come in pieces, and the last one never.
 */
export class ReasoningSplitter {
  readonly #now: () => number;
  /** `start`: no word yet. `thought`, `answer`: within. `open`: text that may turn out to be a thought. */
  #mode: 'start' | 'thought' | 'open' | 'gap' | 'answer' = 'start';
  /** The end of the stream as long as it may be the beginning of a tag. */
  #held = '';
  #thought = '';
  /** The thought once it has ended, so that it stays the same object while the answer grows. */
  #reasoning: ReasoningPart | undefined;
  #answer = '';
  #beganAt: number;
  #isOpenedByTemplate = false;

  /** @param parts what an answer that goes on has said already. */
  constructor(parts: readonly MessagePart[], now: () => number) {
    this.#now = now;
    this.#beganAt = now();
    const reasoning = parts.find((part) => part.type === 'reasoning');
    const text = messageText({ parts });
    if (reasoning !== undefined) {
      this.#mode = 'thought';
      this.#beganAt -= reasoning.durationMs ?? 0;
      if (text === '') this.push(reasoning.text);
      else {
        this.#mode = 'answer';
        this.#reasoning = reasoning;
        this.#answer = text;
      }
    } else if (text !== '') this.push(text);
  }

  /** True when the thought had no `<think>`, as the template has it. */
  get isOpenedByTemplate(): boolean {
    return this.#isOpenedByTemplate;
  }

  get parts(): readonly MessagePart[] {
    const parts: MessagePart[] = [];
    if (this.#reasoning !== undefined) parts.push(this.#reasoning);
    else if (this.#thought !== '') parts.push({ type: 'reasoning', text: this.#thought });
    if (this.#answer !== '') parts.push({ type: 'text', text: this.#answer });
    return parts;
  }

  push(delta: string): void {
    let text = this.#held + delta;
    this.#held = '';
    if (this.#mode === 'start') {
      const begin = text.trimStart();
      if (begin.length < OPEN.length && OPEN.startsWith(begin)) {
        this.#held = text;
        return;
      }
      this.#mode = begin.startsWith(OPEN) ? 'thought' : 'open';
      if (this.#mode === 'thought') text = begin.slice(OPEN.length);
    }
    if (this.#mode === 'thought' || this.#mode === 'open') {
      const end = this.#closing(text);
      if (end === -1) {
        const held = beginOfTag(text);
        this.#held = text.slice(text.length - held);
        this.#add(text.slice(0, text.length - held));
        return;
      }
      this.#add(text.slice(0, end));
      this.#close();
      text = text.slice(end + CLOSE.length);
    }
    if (this.#mode === 'gap') {
      text = text.trimStart();
      if (text !== '') this.#mode = 'answer';
    }
    this.#answer += text;
  }

  /** The stream has ended: what was held back is no tag. */
  end(): void {
    this.#add(this.#held);
    this.#held = '';
    if (this.#mode === 'thought') this.#endThought();
  }

  #add(text: string): void {
    if (this.#mode === 'thought') this.#thought += this.#thought === '' ? text.trimStart() : text;
    else this.#answer += text;
  }

  /** Where the thought ends, if it does. An answer may well speak of the tag, in code. */
  #closing(text: string): number {
    let at = text.indexOf(CLOSE);
    while (at !== -1 && this.#mode === 'open' && endsInCode(this.#answer + text.slice(0, at))) {
      at = text.indexOf(CLOSE, at + 1);
    }
    return at;
  }

  #close(): void {
    if (this.#mode === 'open') {
      this.#isOpenedByTemplate = true;
      this.#thought = this.#answer;
      this.#answer = '';
    }
    this.#thought = this.#thought.trim();
    this.#endThought();
    this.#mode = 'gap';
  }

  #endThought(): void {
    if (this.#thought === '') return;
    this.#reasoning = { type: 'reasoning', text: this.#thought, durationMs: this.#now() - this.#beganAt };
  }
}

/** An answer as the model has written it, thought and all: what it needs to go on. */
export function rawAnswer(parts: readonly MessagePart[], isOpenedByTemplate = false): string {
  const text = messageText({ parts });
  const reasoning = parts.find((part) => part.type === 'reasoning');
  if (reasoning === undefined) return text;
  const thought = `${isOpenedByTemplate ? '' : `${OPEN}\n`}${reasoning.text}`;
  return text === '' ? thought : `${thought}\n${CLOSE}\n\n${text}`;
}

/** How many of the last characters may be the beginning of a closing tag. */
function beginOfTag(text: string): number {
  let length = Math.min(CLOSE.length - 1, text.length);
  while (length > 0 && !CLOSE.startsWith(text.slice(-length))) length -= 1;
  return length;
}

function endsInCode(text: string): boolean {
  const isOdd = (among: string, mark: string) => among.split(mark).length % 2 === 0;
  return isOdd(text, '```') || isOdd(text.slice(text.lastIndexOf('\n') + 1), '`');
}
