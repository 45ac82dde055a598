/**
 * Makes a line that is still being written whole: what is open is closed where the text ends, and
 * half a link shows its label, so that nothing jumps when the rest arrives.
 */

/** A line that can be parsed as if it were finished. */
export interface WholeLine {
  readonly text: string;
  /** Where in it ends what was written. */
  readonly end: number;
}

interface Opener {
  readonly mark: '*' | '_' | '~' | '[' | '![';
  size: number;
  readonly at: number;
  readonly canClose: boolean;
}

/** Longer ones are brackets in a sentence. */
const MAX_LABEL = 200;
const SCHEMES = ['<https:', '<http:', '<mailto:'];
const PUNCTUATION = /[\p{P}\p{S}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Completes `text`. `hasFormulas` says that dollars enclose formulas. */
export function completeLine(text: string, hasFormulas: boolean): WholeLine {
  if (!/[*_~`[\\<!$]/.test(text)) return { text, end: text.length };
  return new Completion(text, hasFormulas).result();
}

class Completion {
  readonly #text: string;
  readonly #hasFormulas: boolean;
  readonly #open: Opener[] = [];
  /** Characters that are not shown: from, to. */
  readonly #dropped: [number, number][] = [];
  #end: number;
  #code = '';

  constructor(text: string, hasFormulas: boolean) {
    this.#text = text;
    this.#hasFormulas = hasFormulas;
    this.#end = text.length;
    for (let at = 0; at < this.#end; ) at = this.#read(at);
  }

  result(): WholeLine {
    let closers = '';
    const isBare = this.#code === '';
    if (this.#open.length > 0 && isBare) this.#end = this.#text.slice(0, this.#end).trimEnd().length;
    for (let last = this.#open.pop(); last !== undefined; last = this.#open.pop()) {
      const isBracket = last.mark === '[' || last.mark === '![';
      if (isBracket && last.at + last.mark.length < this.#end) {
        if (this.#end - last.at <= MAX_LABEL) this.#dropped.push([last.at, last.at + last.mark.length]);
      } else if (isBare && (isBracket || last.at + last.size >= this.#end)) {
        // Nothing is in it yet.
        this.#end = Math.min(this.#end, last.at);
        this.#end = this.#text.slice(0, this.#end).trimEnd().length;
      } else if (!isBracket) {
        closers += last.mark.repeat(last.size);
      }
    }
    let shown = this.#text.slice(0, this.#end);
    for (const [from, to] of this.#dropped.sort((a, b) => b[0] - a[0])) shown = shown.slice(0, from) + shown.slice(to);
    return { text: shown + this.#code + closers, end: shown.length };
  }

  /** Reads what is at a position; returns where to go on. */
  #read(at: number): number {
    const text = this.#text;
    switch (text[at]) {
      case '\\':
        if (at + 1 === text.length) this.#end = at;
        return at + 2;
      case '`':
        return this.#readCode(at);
      case '<':
        return this.#readAngle(at);
      case '$':
        return this.#hasFormulas ? this.#readFormula(at) : at + 1;
      case '!':
        if (at + 1 === text.length) this.#end = at;
        return text[at + 1] === '[' ? this.#openBracket(at, '![') : at + 1;
      case '[':
        return this.#openBracket(at, '[');
      case ']':
        return this.#closeBracket(at);
      case '*':
      case '_':
      case '~':
        return this.#readMarks(at);
      default:
        return at + 1;
    }
  }

  #run(at: number): number {
    let size = 1;
    while (this.#text[at + size] === this.#text[at]) size += 1;
    return size;
  }

  #readCode(at: number): number {
    const size = this.#run(at);
    for (let next = this.#text.indexOf('`', at + size); next >= 0; ) {
      const length = this.#run(next);
      if (length === size) return next + size;
      next = this.#text.indexOf('`', next + length);
    }
    // The closing fence may be coming.
    const end = this.#text.replace(/`+$/, '').length;
    if (end <= at + size || this.#text.slice(at + size, end).trim() === '') {
      this.#end = at;
    } else {
      this.#end = end;
      this.#code = '`'.repeat(size);
    }
    return this.#text.length;
  }

  #readAngle(at: number): number {
    const rest = this.#text.slice(at);
    const whole = /^<[a-z/!?][^<>]*>/i.exec(rest);
    if (whole) return at + whole[0].length;
    if (/^<(?:https?:|mailto:)[^\s<>]*$/i.test(rest)) {
      this.#dropped.push([at, at + 1]);
      return this.#text.length;
    }
    // The start of an address may be coming.
    if (SCHEMES.some((scheme) => scheme.startsWith(rest.toLowerCase()))) this.#end = at;
    return at + 1;
  }

  #readFormula(at: number): number {
    const size = this.#run(at);
    const close = this.#text.indexOf('$'.repeat(size), at + size);
    if (close >= 0) return close + this.#run(close);
    // A price is none.
    const rest = this.#text.slice(at + size);
    if (/^[\s\d]/.test(rest) || rest.length > MAX_LABEL) return at + size;
    this.#end = at;
    return this.#text.length;
  }

  #openBracket(at: number, mark: '[' | '!['): number {
    const text = this.#text;
    const after = at + mark.length;
    if (text[after] === '^') {
      const note = /^\^[^\s[\]]*\]?/.exec(text.slice(after))?.[0] ?? '^';
      if (note.endsWith(']')) return after + note.length;
      if (after + note.length === text.length) this.#end = at;
      return after + note.length;
    }
    // An index into something.
    if (mark === '[' && LETTER.test(text[at - 1] ?? '')) return after;
    this.#open.push({ mark, size: 0, at, canClose: false });
    return after;
  }

  #closeBracket(at: number): number {
    const text = this.#text;
    const index = this.#open.findLastIndex(({ mark }) => mark === '[' || mark === '![');
    const opener = this.#open[index];
    if (opener === undefined) return at + 1;
    this.#open.length = index;
    const next = text[at + 1];
    const isHalf = next === undefined;
    if (next === '(' || next === '[') {
      const end = next === '(' ? endOfTarget(text, at + 1) : text.indexOf(']', at + 2) + 1;
      if (end > 0) return end;
    } else if (!isHalf) {
      return at + 1;
    }
    // The address is still being written, or may be coming.
    this.#dropped.push([opener.at, opener.at + opener.mark.length]);
    this.#end = at;
    return text.length;
  }

  #readMarks(at: number): number {
    const text = this.#text;
    const mark = text[at] as '*' | '_' | '~';
    const size = this.#run(at);
    const after = at + size;
    if (mark === '~' && size !== 2) {
      if (after === text.length && size < 2) this.#end = at;
      return after;
    }
    if (after === text.length) return this.#readLastMarks(at, mark, size);
    const [left, right] = [text[at - 1] ?? ' ', text[after] ?? ' '];
    const isOpening = !/\s/.test(right) && (!PUNCTUATION.test(right) || /\s/.test(left) || PUNCTUATION.test(left));
    const isClosing = !/\s/.test(left) && (!PUNCTUATION.test(left) || /\s/.test(right) || PUNCTUATION.test(right));
    const canOpen = mark === '_' ? isOpening && (!isClosing || PUNCTUATION.test(left)) : isOpening;
    const canClose = mark === '_' ? isClosing && (!isOpening || PUNCTUATION.test(right)) : isClosing;
    const rest = canClose ? this.#close(mark, size, canOpen) : size;
    // One star between letters is a product more often than emphasis.
    const isProduct = rest === 1 && LETTER.test(left);
    if (rest > 0 && canOpen && !isProduct) this.#open.push({ mark, size: rest, at: after - rest, canClose });
    return after;
  }

  /** Marks at the end close what they can; what is left waits for what comes. */
  #readLastMarks(at: number, mark: '*' | '_' | '~', size: number): number {
    const isAfterText = at > 0 && !/\s/.test(this.#text[at - 1] ?? ' ');
    const opener = this.#open.findLast((candidate) => candidate.mark === mark);
    const isHalf = opener !== undefined && opener.size >= 2 && size === 1;
    const rest = isAfterText && !isHalf ? this.#close(mark, size, false) : size;
    this.#end = at + size - rest;
    return this.#text.length;
  }

  /** Closes openers with a run of marks; returns how many marks are left. */
  #close(mark: string, size: number, canOpen: boolean): number {
    let rest = size;
    while (rest > 0) {
      const index = this.#open.findLastIndex((opener) => opener.mark === mark && mayMatch(opener, size, canOpen));
      const bracket = this.#open.findLastIndex((opener) => opener.mark === '[' || opener.mark === '![');
      const opener = this.#open[index];
      if (opener === undefined || index < bracket) break;
      this.#open.length = index + 1;
      const used = Math.min(rest, opener.size, 2);
      opener.size -= used;
      rest -= used;
      if (opener.size === 0) this.#open.pop();
    }
    return rest;
  }
}

/** CommonMark's rule of three. */
function mayMatch(opener: Opener, size: number, canOpen: boolean): boolean {
  if (!opener.canClose && !canOpen) return true;
  return (opener.size + size) % 3 !== 0 || (opener.size % 3 === 0 && size % 3 === 0);
}

/** Where the target of a link ends, behind its parenthesis; 0 when it is still being written. */
function endOfTarget(text: string, at: number): number {
  let depth = 0;
  let quote = '';
  for (let index = at; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') index += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (/["']/.test(character) && /\s/.test(text[index - 1] ?? '')) quote = character;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return index + 1;
    } else if (character === '\n' && text[index + 1] === '\n') return index;
  }
  return 0;
}
