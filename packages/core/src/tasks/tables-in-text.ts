/** Tables that a text has already: rows of cells with bars or tabs between them. */
import { linesOf } from './text-lines.js';

/** A table, its header first. All rows have as many cells as the header. */
export type TextTable = readonly (readonly string[])[];

/** More is no answer to read; what is left out is said by a last row of "…". */
const MOST_ROWS = 500;
const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** All of them, in order. Those that repeat the header of the one before go on with it, as files are read in such pieces. */
export function tablesIn(text: string): readonly TextTable[] {
  const tables: string[][][] = [];
  let rows: string[][] = [];
  let isCode = false;
  const end = () => {
    const before = tables.at(-1);
    if (rows.length > 1 && before && same(before[0], rows[0])) before.push(...rows.slice(1));
    else if (rows.length > 1) tables.push(rows);
    rows = [];
  };
  for (const { start, contentEnd } of linesOf(text)) {
    const line = text.slice(start, contentEnd);
    if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode;
    if (rows.length > 0 && DELIMITERS.test(line) && line.includes('-')) continue;
    const cells = isCode ? [] : cellsOf(line);
    if (cells.length !== rows[0]?.length) end();
    if (cells.length > 1) rows.push(cells);
  }
  end();
  return tables;
}

/** The tables in Markdown. */
export function markdownTables(tables: readonly TextTable[]): string {
  return tables.map(markdownTable).join('\n\n');
}

function markdownTable([header = [], ...rows]: TextTable): string {
  const shown = rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS), header.map(() => '…')] : rows;
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...shown.map(line)].join('\n');
}

function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<!\\)\|/g, '\\|')
    .trim();
}

function cellsOf(line: string): string[] {
  const separator = /(?<!\\)\|/.test(line) ? /(?<!\\)\|/ : line.trim().includes('\t') ? '\t' : null;
  if (separator === null) return [];
  const inner =
    separator === '\t'
      ? line
      : line
          .trim()
          .replace(/^\|/, '')
          .replace(/(?<!\\)\|$/, '');
  return inner.split(separator).map((text) => text.trim());
}

function same(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one?.length === other?.length && one?.every((text, index) => text === other?.[index]) === true;
}
