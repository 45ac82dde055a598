/** Words for conversations that more than one part needs. */
import type { MarkdownWords, ThreadInfo } from '@local-llm-chat/core/threads';
import { enKnowledge } from '../locales/en-knowledge.js';
import { addEnglish } from '../locales/english.js';
import { withHiddenNamed } from '../markdown/hidden-characters.js';
import type { Texts } from '../texts.js';

/** A conversation's title, or words for one whose first question says nothing. */
export function titleText({ title }: Pick<ThreadInfo, 'title'>, { t }: Texts): string {
  return title === '' ? t('threads.untitled') : withHiddenNamed(title);
}

/** The words of a conversation that is exported to be read. */
export function markdownWords({ t }: Texts): MarkdownWords {
  addEnglish(enKnowledge);
  return {
    untitled: t('threads.untitled'),
    user: t('threads.export-user'),
    assistant: t('threads.export-assistant'),
    attached: t('threads.export-attached'),
    tools: t('threads.export-tools'),
    notDone: t('threads.export-not-done'),
    sources: t('knowledge.sources'),
    nearest: t('knowledge.nearest'),
    incomplete: t('threads.export-incomplete'),
  };
}
