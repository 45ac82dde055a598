/** Counts tokens with the tokenizer that web-llm has loaded, which it keeps to itself. */
import type { MLCEngine } from '@mlc-ai/web-llm';
import { estimateTokens } from '../engine/estimate-tokens.js';

/** Private in web-llm's types, so that another version may have it elsewhere. */
interface Insides {
  readonly loadedModelIdToPipeline?: ReadonlyMap<string, { readonly tokenizer?: Tokenizer } | undefined>;
}

interface Tokenizer {
  encode(text: string): { readonly length: number };
}

/** The tokens of each text; an estimate where the tokenizer cannot be found. */
export function countTokens(engine: MLCEngine, texts: readonly string[]): readonly number[] {
  const [pipeline] = [...((engine as unknown as Insides).loadedModelIdToPipeline?.values() ?? [])];
  const tokenizer = pipeline?.tokenizer;
  return texts.map((text) => {
    if (typeof tokenizer?.encode !== 'function') return estimateTokens(text);
    return text === '' ? 0 : tokenizer.encode(text).length;
  });
}
