/** What a model is asked when it rewrites. */
import type { PromptMessage } from '../generate.js';

export type Tone = 'formal' | 'friendly' | 'neutral' | 'confident' | 'simple';

/** How a text is to be. */
export interface RewriteWish {
  readonly tone?: Tone;
  readonly length?: 'shorter' | 'longer' | 'same';
  /** Who should understand it. */
  readonly readingLevel?: 'child' | 'everyone' | 'expert';
  /** Anything else, in a sentence. */
  readonly instruction?: string;
}

const TONES = {
  formal: 'more formal and professional',
  friendly: 'warmer and friendlier',
  neutral: 'neutral and factual',
  confident: 'more confident and direct',
  simple: 'simpler and easier to read',
} as const;
const LENGTHS = { shorter: 'shorter and more concise', longer: 'a little more detailed', same: '' } as const;
const LEVELS = {
  child: 'easy to understand for a child',
  everyone: 'easy to understand for everyone, without jargon',
  expert: 'precise, for experts',
} as const;

/**
 * Asks in one turn with the text: small models answer a sentence that stands alone, instead of rewriting it.
 *
 * @param facts what an earlier answer has lost
 */
export function rewritePrompt(
  text: string,
  wish: RewriteWish,
  facts: readonly string[] = [],
): readonly PromptMessage[] {
  const { tone, length = 'same', readingLevel, instruction } = wish;
  const aims = [tone ? TONES[tone] : '', LENGTHS[length], readingLevel ? LEVELS[readingLevel] : ''].filter(Boolean);
  const otherwise = instruction === undefined ? ' to read better' : '';
  const aim = aims.length === 0 ? otherwise : ` to make it ${aims.join(', and ')}`;
  const more = instruction === undefined ? '' : ` ${instruction.replace(/[.。]?\s*$/, '.')}`;
  const lost = facts.length === 0 ? '' : ` The rewritten text must contain ${named(facts)}.`;
  return [
    {
      role: 'user',
      content: `Rewrite the following text${aim}.${more} Keep all names, numbers and links.${lost} Reply with the rewritten text only.\n\n${text}`,
    },
  ];
}

function named(facts: readonly string[]): string {
  return facts.map((fact) => (fact.startsWith('](') ? `[…${fact}` : fact)).join(', ');
}
