/** Reads a JSON text while it is still being written. */
import type { JsonValue } from './json-value.js';

/** An array or object that is open, and the key that is being filled. */
interface Container {
  value: JsonValue[] | { [key: string]: JsonValue };
  key: string | undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Takes in the text piece by piece; `value` is what is known so far. Each character is looked at once.
 *
 * Strings grow; numbers, `true`, `false` and `null` come when they are whole, as `1` may become `12`, and so do keys.
 * A character is never shown in half. The text is expected to be JSON, as a grammar makes a model write it: whoever
 * wants to be sure parses the whole text once it is there.
 *
 * Of the libraries `jsonriver` comes nearest. It changes in place what it has given out, so that each partial value had
 * to be cloned, and it is asked rather than told.
 */
export class PartialJson {
  readonly #open: Container[] = [];
  #root: JsonValue | undefined;
  /** What is being read: a string, something without quotes as `12` or `true`, or what is between values. */
  #state: 'between' | 'string' | 'escape' | 'unicode' | 'bare' = 'between';
  #isKey = false;
  #token = '';
  #digits = '';

  /**
   * What is known so far; `undefined` before the first sign of a value. Objects and arrays that are still open are
   * copied, so that what was given out stays as it was; those that are finished are shared.
   */
  get value(): JsonValue | undefined {
    const isText = !this.#isKey && this.#state !== 'between' && this.#state !== 'bare';
    return this.#with(isText ? shown(this.#token) : undefined);
  }

  /** The same without the text that is being written: half of it may say something else. */
  get finished(): JsonValue | undefined {
    return this.#with(undefined);
  }

  #with(inner: JsonValue | undefined): JsonValue | undefined {
    let value = inner;
    for (const { value: container, key } of [...this.#open].reverse()) {
      const copy = Array.isArray(container) ? [...container] : Object.fromEntries(Object.entries(container));
      if (value !== undefined) put(copy, key, value);
      value = copy;
    }
    return value ?? this.#root;
  }

  /** Takes in what was written next. */
  push(text: string): void {
    let from = 0;
    while (from < text.length) from = this.#read(text, from);
  }

  /** The text is at its end: a number that stands alone has no other sign of it. */
  end(): void {
    if (this.#state === 'bare') this.#finishBare();
  }

  #read(text: string, at: number): number {
    const sign = text.charAt(at);
    switch (this.#state) {
      case 'string': {
        let end = at;
        while (end < text.length && text.charAt(end) !== '"' && text.charAt(end) !== '\\') end += 1;
        this.#token += text.slice(at, end);
        if (end === text.length) return end;
        if (text.charAt(end) === '\\') this.#state = 'escape';
        else this.#finishString();
        return end + 1;
      }
      case 'escape':
        this.#digits = '';
        this.#state = sign === 'u' ? 'unicode' : 'string';
        if (sign !== 'u') this.#token += ESCAPES[sign] ?? sign;
        return at + 1;
      case 'unicode':
        this.#digits += sign;
        if (this.#digits.length < 4) return at + 1;
        this.#token += String.fromCharCode(Number.parseInt(this.#digits, 16));
        this.#state = 'string';
        return at + 1;
      case 'bare':
        if (!/[\s,\]}]/.test(sign)) {
          this.#token += sign;
          return at + 1;
        }
        this.#finishBare();
        return at;
      default:
        this.#between(sign);
        return at + 1;
    }
  }

  #between(sign: string): void {
    const top = this.#open.at(-1);
    if (sign === '{' || sign === '[') this.#open.push({ value: sign === '{' ? {} : [], key: undefined });
    else if (sign === '}' || sign === ']') {
      const closed = this.#open.pop();
      if (closed !== undefined) this.#store(closed.value);
    } else if (sign === '"') {
      this.#isKey = top !== undefined && !Array.isArray(top.value) && top.key === undefined;
      this.#token = '';
      this.#state = 'string';
    } else if (!/[\s,:]/.test(sign)) {
      this.#token = sign;
      this.#state = 'bare';
    }
  }

  #finishString(): void {
    const top = this.#open.at(-1);
    this.#state = 'between';
    if (this.#isKey && top !== undefined) top.key = this.#token;
    else this.#store(this.#token);
    this.#isKey = false;
  }

  #finishBare(): void {
    this.#state = 'between';
    try {
      this.#store(JSON.parse(this.#token));
    } catch {
      // No JSON: left out here, and told by whoever parses the whole text.
    }
  }

  #store(value: JsonValue): void {
    const top = this.#open.at(-1);
    if (top === undefined) this.#root = value;
    else {
      put(top.value, top.key, value);
      top.key = undefined;
    }
  }
}

function put(container: Container['value'], key: string | undefined, value: JsonValue): void {
  if (Array.isArray(container)) container.push(value);
  // Not by assignment, for which `__proto__` is no key like others.
  else if (key !== undefined) {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

/** Without the first half of a character whose second half is still to come. */
function shown(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
