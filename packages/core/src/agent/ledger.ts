/** What a run has found: under handles for the pass that acts, as texts for the pass that answers. */
import { foundLine, hiddenLine } from './agent-prompts.js';
import { HOST_LABEL, joinLabels, type Label } from './labels.js';
import { type Handle, textOf } from './provenance.js';

/** Of a result that comes when nothing is left, so much is shown: enough to say what it is. */
const FEWEST_CHARACTERS = 80;

/** Keeps handles and lines in order. */
export class Ledger {
  readonly handles = new Map<string, Handle>();
  readonly #known: string[] = [];
  readonly #found: string[] = [];
  #charactersLeft: number;
  #shown: Label = HOST_LABEL;

  /** @param maxCharacters of all results together. */
  constructor(maxCharacters: number) {
    this.#charactersLeft = maxCharacters;
  }

  /** Of all that the acting pass has been shown. */
  get shown(): Label {
    return this.#shown;
  }

  /** Lines for the acting pass. None has a word of what is untrusted. */
  get known(): readonly string[] {
    return this.#known;
  }

  /** Lines for the answering pass, which has no tools. */
  get found(): readonly string[] {
    return this.#found;
  }

  /** Puts something under a name without telling more of it than that it is there. */
  hide(value: unknown, label: Label, origin: string): Handle {
    const handle = this.#name(value, label, origin, false);
    this.#known.push(hiddenLine(handle.name, origin, value));
    return handle;
  }

  /** As much of a result as may be shown of it, and as is left for it. */
  cut(value: unknown, maxCharacters: number): string {
    const text = shownText(value, Math.max(FEWEST_CHARACTERS, Math.min(maxCharacters, this.#charactersLeft)));
    this.#charactersLeft -= text.length;
    return text;
  }

  /** A result. The acting pass reads it where it is trusted, else it learns its name. */
  add(
    value: unknown,
    label: Label,
    call: { readonly tool: string; readonly said: string; readonly text: string; readonly vouches: boolean },
  ): Handle {
    const handle = this.#name(value, label, call.tool, call.vouches);
    if (label.integrity === 'untrusted') this.#known.push(hiddenLine(handle.name, call.tool, value));
    else this.#show(`${handle.name} = ${foundLine(call.said, call.text)}`, label);
    this.#found.push(foundLine(call.said, call.text));
    return handle;
  }

  /** An address in a result. Its name is shown with a trusted one only. */
  address(name: string, value: string | number, label: Label, origin: string): void {
    const handle = this.#name(value, label, origin, true);
    if (label.integrity !== 'untrusted') this.#show(`${handle.name} = ${foundLine(origin, name.slice(0, 200))}`, label);
  }

  /** That a call came to nothing. In our words. */
  note(tool: string, problem: string): void {
    this.#known.push(`${tool}: ${problem}`);
    this.#found.push(`${tool}: ${problem}`);
  }

  #show(line: string, label: Label): void {
    this.#known.push(line);
    this.#shown = joinLabels(this.#shown, label);
  }

  #name(value: unknown, label: Label, origin: string, vouches: boolean): Handle {
    const handle = { name: `$${this.handles.size + 1}`, value, label, origin, vouches };
    this.handles.set(handle.name, handle);
    return handle;
  }
}

/** A value as a model is shown it: no longer than so many characters, and cut between words. */
export function shownText(value: unknown, maxCharacters: number): string {
  const text = textOf(value);
  if (text.length <= maxCharacters) return text;
  const start = text.slice(0, maxCharacters);
  const end = start.search(/\s\S*$/);
  return `${(end > maxCharacters / 2 ? start.slice(0, end) : start).toWellFormed()} […]`;
}
