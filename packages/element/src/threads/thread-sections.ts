/** Orders conversations under headings, as people remember them: pinned, today, yesterday, this week, by month. Pure. */
import type { ThreadInfo } from '@local-llm-chat/core/threads';
import type { Texts } from '../texts.js';

/** Conversations under one heading. */
export interface ThreadSection {
  readonly title: string;
  readonly threads: readonly ThreadInfo[];
}

const WEEK_DAYS = 7;

/** The sections of a list that is in order already: pinned ones first, then the newest. */
export function sectionsOf(threads: readonly ThreadInfo[], nowMs: number, texts: Texts): readonly ThreadSection[] {
  const sections: { title: string; threads: ThreadInfo[] }[] = [];
  for (const thread of threads) {
    const title = thread.isPinned ? texts.t('threads.pinned') : dayTitle(thread.updatedAt, nowMs, texts);
    const last = sections.at(-1);
    if (last?.title === title) last.threads.push(thread);
    else sections.push({ title, threads: [thread] });
  }
  return sections;
}

function dayTitle(atMs: number, nowMs: number, { t, locale }: Texts): string {
  const days = daysBetween(atMs, nowMs);
  if (days <= 0) return t('threads.today');
  if (days === 1) return t('threads.yesterday');
  if (days <= WEEK_DAYS) return t('threads.week');
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(atMs);
}

/** Nights between two times, whatever the clock did to the length of the days. */
function daysBetween(atMs: number, nowMs: number): number {
  return Math.round((startOfDay(nowMs) - startOfDay(atMs)) / 86_400_000);
}

function startOfDay(atMs: number): number {
  const date = new Date(atMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
