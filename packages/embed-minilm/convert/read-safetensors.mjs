/** Reads safetensors: a length, a table as JSON, the numbers. */

/**
 * @param {Buffer} file
 * @returns {Map<string, { shape: number[], type: string, bytes: Buffer }>}
 */
export function readSafetensors(file) {
  const tableEnd = 8 + Number(file.readBigUInt64LE(0));
  /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */
  const { __metadata__, ...table } = JSON.parse(file.toString('utf8', 8, tableEnd));
  return new Map(
    Object.entries(table).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [start, end],
        },
      ]) => [name, { shape, type: dtype, bytes: file.subarray(tableEnd + start, tableEnd + end) }],
    ),
  );
}
