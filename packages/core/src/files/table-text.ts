/** Tables as text that a small model reads well and that can be cut anywhere without losing its header. */

/** With more columns than this a model loses count: each cell then says itself which column it is of. */
const COLUMNS_MOST = 12;

/** Rows that stand together below a header. What is cut off, is cut between such groups. */
const GROUP_ROWS = 25;

/** The table in one text. The first row is the header. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const writer = new TableWriter();
  for (const row of rows) writer.add(row);
  return writer.end();
}

/** Writes a table row by row, in paragraphs that can each be read without the others. Keeps no rows. */
export class TableWriter {
  readonly #paragraphs: string[] = [];
  #header: readonly string[] | null = null;
  #group: string[] = [];

  /** The first row is the header. */
  add(row: readonly string[]): void {
    if (this.#header === null) this.#header = row;
    else if (this.#header.length > COLUMNS_MOST) this.#paragraphs.push(formatRecord(this.#header, row));
    else {
      this.#group.push(formatRow(row));
      if (this.#group.length === GROUP_ROWS) this.#endGroup();
    }
  }

  end(): string {
    if (this.#group.length > 0 || this.#paragraphs.length === 0) this.#endGroup();
    return this.#paragraphs.join('\n\n');
  }

  #endGroup(): void {
    if (this.#header === null) return;
    this.#paragraphs.push([formatRow(this.#header), ...this.#group].join('\n'));
    this.#group = [];
  }
}

/** One row in one line. */
export function formatRow(cells: readonly string[]): string {
  return cells.map(inOneLine).join(' | ');
}

/** One row of a wide table: its cells that say something, each after the name of its column. */
function formatRecord(header: readonly string[], row: readonly string[]): string {
  const cells = row.map((cell, index) => {
    const text = inOneLine(cell);
    const name = inOneLine(header[index] ?? '');
    return text === '' || name === '' ? text : `${name}: ${text}`;
  });
  return cells.filter((cell) => cell !== '').join('\n');
}

function inOneLine(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}
