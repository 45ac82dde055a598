/** Vectors of texts by their words alone, for tests and stories: texts with the same words are near to each other. */

/** Words in different places that mean the same, e.g. `['chair', 'seat']`. */
export type Synonyms = readonly (readonly string[])[];

/** The sum of its words' directions, which are as good as at right angles to one another. */
export function fakeVector(text: string, dimensions: number, synonyms: Synonyms): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const meaning = synonyms.find((words) => words.includes(word))?.[0] ?? word;
    const next = signs(hash(meaning));
    for (let index = 0; index < dimensions; index += 1) vector[index] = (vector[index] ?? 0) + next();
  }
  return vector;
}

/** FNV-1a, of 32 bits. */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const character of word) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
}

/** One or minus one, as by chance (xorshift), the same for the same seed. */
function signs(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0x100 ? 1 : -1;
  };
}
