/** Says that what lists and keeps conversations could not be fetched. It comes with the conversation. */
import { nothing, type TemplateResult } from 'lit';
import { notFetched } from '../late-code.js';
import type { Conversations } from './conversations.js';

/** Nothing while it is here, or may still come. */
export function threadsMissing({ context, late, keeper }: Conversations): TemplateResult | typeof nothing {
  if (keeper !== null || late.failures === 0) return nothing;
  const texts = context.texts();
  return notFetched(texts, late, texts.t('threads.missing'));
}
