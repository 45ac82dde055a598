/** ICU messages, ready to be formatted. Builds replace each call by its result; from source they are compiled when read. */
import compile from 'icu-minify/compile';
import type { CompiledMessage } from 'icu-minify/format';

declare const source: unique symbol;

/** Compiled messages by key, whose type remembers the texts they were made from, and with them their arguments. */
export type Messages<Source> = { readonly [Key in keyof Source]: CompiledMessage } & { readonly [source]?: Source };

/** The texts that messages were made from. */
export type SourceOf<Made> = Made extends Messages<infer Source> ? Source : never;

/**
 * Compiles messages. The build calls this and keeps only what it returns, so a file with messages
 * holds nothing but texts: no values from elsewhere, no conditions.
 */
export function messages<const Source extends { readonly [Key in keyof Source]?: string }>(
  texts: Source,
): Messages<Source> {
  const compiled = Object.entries<string | undefined>(texts).map(([key, text]) => [key, compile(text ?? '')]);
  return Object.fromEntries(compiled) as Messages<Source>;
}
