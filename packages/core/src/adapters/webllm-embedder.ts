/** Vectors of texts from web-llm, one text at a time, so that they can be called off between two. */
import type { MLCEngine } from '@mlc-ai/web-llm';
import { throwIfAborted } from '../errors.js';
import { longestThatFits, tidyForEmbedding } from './fit-text.js';
import { countTokens } from './webllm-tokens.js';

/** The vectors of some texts. */
export async function embedTexts(
  engine: MLCEngine,
  texts: readonly string[],
  contextWindow: number,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    throwIfAborted(signal, 'Embedding');
    const count = async (part: string) => countTokens(engine, [part])[0] ?? 0;
    const tidy = tidyForEmbedding(text, contextWindow);
    // Of an empty one web-llm wants to hear nothing.
    const input = (await longestThatFits(tidy, contextWindow, count)) || ' ';
    const { data } = await engine.embeddings.create({ input });
    vectors.push(Float32Array.from(data[0]?.embedding ?? []));
  }
  return vectors;
}
