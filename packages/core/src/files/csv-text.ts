/** Reads tables that are written as text, with commas, semicolons, tabs or bars between the cells. */
import Papa, { type ParseResult, type Parser } from 'papaparse';
import { type Pace, PIECE } from './pace.js';
import { TableWriter } from './table-text.js';

/** The table in its compact form, or the text as it is where no table can be seen in it. */
export function csvToText(csv: string, pace: Pace, onCharacters: (done: number) => void): Promise<string> {
  const writer = new TableWriter();
  let isTable = false;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(csv, {
      skipEmptyLines: 'greedy',
      // A line that is longer than a piece is begun again with each.
      chunkSize: Math.max(2 * PIECE, csv.length / 256),
      newline: lineBreakOf(csv),
      chunk({ data, meta }: ParseResult<string[]>, parser: Parser) {
        for (const row of data) {
          isTable ||= row.length > 1;
          writer.add(row);
        }
        onCharacters(meta.cursor);
        parser.pause();
        pace().then(
          () => parser.resume(),
          (error: unknown) => {
            parser.abort();
            reject(error);
          },
        );
      },
      complete: () => resolve(isTable ? writer.end() : csv),
      error: reject,
    });
  });
}

/** How the first line ends; the library would look through a megabyte for it. */
function lineBreakOf(csv: string): '\r\n' | '\n' | '\r' {
  let quoted = false;
  for (let index = 0; index < csv.length; index += 1) {
    const sign = csv[index];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '\n') return '\n';
    else if (!quoted && sign === '\r') return csv[index + 1] === '\n' ? '\r\n' : '\r';
  }
  return '\n';
}
