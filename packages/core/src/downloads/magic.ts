/** Knows a file of another kind by its first bytes, such as a web page that came in place of a model. */

/**
 * Looks at a file's bytes as they pass.
 *
 * @param magic the bytes that the file must begin with.
 * @param refusal makes the error for one that does not, from the piece that differs.
 * @returns takes each piece in order, and throws at the first byte that differs.
 */
export function magicCheck(
  magic: readonly number[],
  refusal: (found: Uint8Array) => Error,
): (chunk: Uint8Array) => void {
  let position = 0;
  return (chunk) => {
    for (let index = 0; index < chunk.length && position < magic.length; index += 1, position += 1) {
      if (chunk[index] !== magic[position]) throw refusal(chunk);
    }
  };
}
