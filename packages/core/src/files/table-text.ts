/** Tables as text that a small model reads well and that can be cut anywhere without losing its header. */

/** With more columns than this a model loses count: each cell then says itself which column it is of. */
const COLUMNS_MOST = 12;

/** Rows that stand together below a header. What is cut off, is cut between such groups. */
const GROUP_ROWS = 25;

/** The first row is the header. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const [header, ...body] = rows;
  if (header === undefined) return '';
  if (header.length > COLUMNS_MOST && body.length > 0) return body.map((row) => formatRecord(header, row)).join('\n\n');
  const head = formatRow(header);
  if (body.length === 0) return head;
  const groups: string[] = [];
  for (let start = 0; start < body.length; start += GROUP_ROWS) {
    groups.push([head, ...body.slice(start, start + GROUP_ROWS).map(formatRow)].join('\n'));
  }
  return groups.join('\n\n');
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
