/** Reads tables that are written as text, with commas, semicolons, tabs or bars between the cells. */
import Papa, { type ParseResult, type Parser } from 'papaparse';
import { type Pace, PIECE } from './pace.js';
import { formatTable } from './table-text.js';

/** The table in its compact form, or the text as it is where no table can be seen in it. */
export async function csvToText(csv: string, pace: Pace, onCharacters: (done: number) => void): Promise<string> {
  const rows = await parseRows(csv, pace, onCharacters);
  const isTable = rows.some((row) => row.length > 1);
  return isTable ? formatTable(rows) : csv;
}

function parseRows(csv: string, pace: Pace, onCharacters: (done: number) => void): Promise<string[][]> {
  const rows: string[][] = [];
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(csv, {
      skipEmptyLines: 'greedy',
      // A line that is longer than a piece is begun again with each.
      chunkSize: Math.max(4 * PIECE, csv.length / 64),
      chunk({ data, meta }: ParseResult<string[]>, parser: Parser) {
        for (const row of data) rows.push(row);
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
      complete: () => resolve(rows),
      error: reject,
    });
  });
}
