/** Grammars as text, in the words that GBNF of llama.cpp and EBNF of xgrammar have in common. */

/** Rules that refer to one another by name. */
export class GrammarRules {
  readonly #bodies = new Map<string, string>();
  #last = 0;

  /** A name for a rule that is {@link define}d later, so that it may refer to itself. */
  reserve(): string {
    this.#last += 1;
    return `rule${this.#last}`;
  }

  define(name: string, body: string): string {
    this.#bodies.set(name, body);
    return name;
  }

  /** A new rule with this body. */
  add(body: string): string {
    return this.define(this.reserve(), body);
  }

  /** A rule that several places share; its body is made for the first one. */
  once(name: string, body: () => string): string {
    if (!this.#bodies.has(name)) {
      // Taken before the body is made, which may refer to itself.
      this.#bodies.set(name, '');
      this.#bodies.set(name, body());
    }
    return name;
  }

  /**
   * One of these. Each is a rule that ends in another rule: xgrammar 0.1.27 makes machines of alternatives
   * that are characters only, and where two begin alike, it lets through mixtures of both.
   */
  either(alternatives: readonly string[]): string {
    const [first, ...others] = new Set(alternatives);
    if (first !== undefined && others.length === 0) return first;
    const end = this.end();
    return `(${[...new Set(alternatives)].map((body) => this.add(`${body} ${end}`)).join(' | ')})`;
  }

  /** A rule of nothing: what ends in it is no mere sequence of characters. */
  end(): string {
    return this.once('end', () => '""');
  }

  toString(): string {
    return [...this.#bodies].map(([name, body]) => `${name} ::= ${body}\n`).join('');
  }
}

/** Exactly this text. Everything but plain ASCII is written by its number, which both engines read alike. */
export function literal(text: string): string {
  const escaped = text.replace(/[^ !#-[\]-~]/gu, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${hex(code, 2)}`;
    return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${escaped}"`;
}

/** One of these texts: what they begin with alike is written once, for the reason of {@link GrammarRules.either}. */
export function literals(texts: readonly string[]): string {
  const byBeginning = new Map<string, string[]>();
  for (const text of new Set(texts)) {
    const [beginning = ''] = text;
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), text]);
  }
  const alternatives = [...byBeginning.values()].map((group) => {
    if (group.length === 1) return literal(group[0] ?? '');
    const shared = sharedBeginning(group);
    return `${literal(shared)} ${literals(group.map((text) => text.slice(shared.length)))}`;
  });
  const written = alternatives.filter((alternative) => alternative !== '""');
  if (written.length < alternatives.length) return `(${written.join(' | ')})?`;
  return written.length === 1 ? (written[0] ?? '') : `(${written.join(' | ')})`;
}

/** In whole characters. */
function sharedBeginning(texts: readonly string[]): string {
  const [first = [], ...others] = texts.map((text) => [...text]);
  const end = first.findIndex((character, index) => others.some((other) => other[index] !== character));
  return (end < 0 ? first : first.slice(0, end)).join('');
}

/** Between so many and so many of it; no upper end with `null`. */
export function repeat(atom: string, least: number, most: number | null): string {
  if (most === null) return least === 0 ? `${atom}*` : least === 1 ? `${atom}+` : `${atom}{${least},}`;
  if (least === 1 && most === 1) return atom;
  return least === most ? `${atom}{${least}}` : `${atom}{${least},${most}}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0');
}
