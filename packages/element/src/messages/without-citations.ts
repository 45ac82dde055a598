/** The words of a message without the numbers of its sources, for who listens to them and for what leans on them. */
import type { ChatMessage } from '@local-llm-chat/core';
import { withoutMarks } from '../markdown/citations.js';

/** A text of this message. What does not come from documents keeps what it has in brackets. */
export function withoutCitations(text: string, { knowledge }: Pick<ChatMessage, 'knowledge'>): string {
  return knowledge === undefined || knowledge.status === 'not-found' ? text : withoutMarks(text);
}
