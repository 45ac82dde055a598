/** Reads what another realm says, as if an attacker had written it: a field is what it has to be, or there is none. */
import { isErrorCode, LocalLLMError, type WireError } from '../errors.js';

/** A message that no honest side sends. */
export class StrangeMessage extends Error {
  override readonly name = 'StrangeMessage';
}

/** Fields of an object of JSON. What an object inherits is no field. */
export class Fields {
  readonly #object: object;

  /** @throws StrangeMessage for what is no object. */
  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new StrangeMessage('No object.');
    this.#object = value;
  }

  /** Whatever it is; `undefined` where there is none. */
  any(name: string): unknown {
    return Object.hasOwn(this.#object, name) ? (this.#object as Readonly<Record<string, unknown>>)[name] : undefined;
  }

  has(name: string): boolean {
    return this.any(name) != null;
  }

  text(name: string, longest = 2000): string {
    const value = this.any(name);
    if (typeof value !== 'string' || value.length > longest) throw new StrangeMessage(`No text: ${name}.`);
    return value;
  }

  /** A number from 0 on. */
  amount(name: string): number {
    const value = this.any(name);
    if (typeof value !== 'number' || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER))
      throw new StrangeMessage(`No amount: ${name}.`);
    return value;
  }

  amountOrNull(name: string): number | null {
    return this.has(name) ? this.amount(name) : null;
  }

  flag(name: string): boolean {
    const value = this.any(name);
    if (typeof value !== 'boolean') throw new StrangeMessage(`No flag: ${name}.`);
    return value;
  }

  word<const Word extends string>(name: string, known: readonly Word[]): Word {
    const found = known.find((word) => word === this.any(name));
    if (found === undefined) throw new StrangeMessage(`No known word: ${name}.`);
    return found;
  }

  list(name: string, longest: number): readonly unknown[] {
    const value = this.any(name);
    if (!Array.isArray(value) || value.length > longest) throw new StrangeMessage(`No list: ${name}.`);
    return value;
  }
}

/** An error that was sent by `toWire`. */
export function readError(value: unknown): LocalLLMError {
  const fields = new Fields(value);
  const code = fields.any('code');
  if (!isErrorCode(code)) throw new StrangeMessage('No code of an error.');
  const details: WireError['details'] = {};
  // Figures alone: an address in them could end up in a link.
  for (const name of ['bytes', 'neededBytes', 'freeBytes', 'status']) {
    const given = fields.has('details') ? new Fields(fields.any('details')).any(name) : undefined;
    if (typeof given === 'number' && Number.isFinite(given)) details[name] = given;
  }
  return new LocalLLMError(code, fields.text('message'), { hint: fields.text('hint'), details });
}
