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

export function rewritePrompt(text: string, wish: RewriteWish): readonly PromptMessage[] {
  const { tone, length = 'same', readingLevel, instruction } = wish;
  const aims = [tone ? TONES[tone] : '', LENGTHS[length], readingLevel ? LEVELS[readingLevel] : ''].filter(Boolean);
  const aim =
    aims.length === 0 ? (instruction === undefined ? ' to read better' : '') : ` to make it ${aims.join(', and ')}`;
  const more = instruction === undefined ? '' : ` ${instruction}`;
  return [
    {
      role: 'system',
      content: `You're an AI assistant for text re-writing. Rewrite the input text${aim} while preserving its essential meaning.${more} Keep all names, numbers and links. Reply with the rewritten text only.`,
    },
    { role: 'user', content: text },
  ];
}

/** Asks once more, when an answer has lost what must stay. */
export function rewriteAgainPrompt(
  text: string,
  wish: RewriteWish,
  facts: readonly string[],
): readonly PromptMessage[] {
  return rewritePrompt(text, wish).map((message) =>
    message.role === 'system'
      ? { ...message, content: `${message.content} The answer must contain: ${named(facts)}.` }
      : message,
  );
}

function named(facts: readonly string[]): string {
  return facts.map((fact) => (fact.startsWith('](') ? `[…${fact}` : fact)).join(', ');
}
