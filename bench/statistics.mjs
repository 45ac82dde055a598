/** Medians and ratios, and a table of them. */

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints rows of `[what, ours, theirs, ratio, unit]`; a ratio above 1 means that we are ahead. */
export function printTable(title, columns, rows) {
  console.log(`\n${title}`);
  const table = [columns, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(3) : cell)))];
  const widths = columns.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`);
}
