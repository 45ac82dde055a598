/** The tables that turn the codes of some Chinese, Japanese and Korean fonts into characters, from one file. */
import { LocalLLMError } from '../errors.js';

/** Fetches the file with all tables when the first one is needed. */
export class CharacterMaps {
  readonly #url: string;
  #pack: Promise<Map<string, Uint8Array>> | null = null;
  /** Why there are none; the text of such a file would be wrong without them. */
  failure: LocalLLMError | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** The table of this name. Of other kinds of data pdf.js asks for, such as fonts to draw with, there is none. */
  async read(kind: string, name: string): Promise<Uint8Array> {
    if (kind !== 'cMapUrl') throw new RangeError(`Not needed to read text: ${name}.`);
    this.#pack ??= this.#fetch();
    const table = (await this.#pack).get(name);
    if (table === undefined) throw new RangeError(`There is no table of characters called ${name}.`);
    // pdf.js gives its data away.
    return table.slice();
  }

  async #fetch(): Promise<Map<string, Uint8Array>> {
    try {
      const response = await fetch(this.#url);
      if (!response.ok) throw new LocalLLMError('http', `The server answered ${response.status} for ${this.#url}.`);
      return unpack(new Uint8Array(await response.arrayBuffer()));
    } catch (cause) {
      this.failure = new LocalLLMError(
        'load-failed',
        `The tables of characters could not be fetched from ${this.#url}.`,
        {
          cause,
        },
      );
      throw this.failure;
    }
  }
}

/** The file: a line of JSON with the name and length of each table, then the tables. `tsup.config.ts` writes it. */
function unpack(bytes: Uint8Array): Map<string, Uint8Array> {
  let start = bytes.indexOf(10) + 1;
  const list = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start))) as [name: string, length: number][];
  const tables = new Map<string, Uint8Array>();
  for (const [name, length] of list) {
    tables.set(name, bytes.subarray(start, start + length));
    start += length;
  }
  return tables;
}
