/** What is said of a download to people who listen instead of look. */
import type { EngineState } from '@local-llm-chat/core';
import type { Texts } from './texts.js';

/** A download is told of where it starts, stands still and goes on: not with each percent. */
export function loadAnnouncement(now: EngineState, before: EngineState | null, { t }: Texts): string | null {
  const hold = now.download?.hold ?? null;
  const was = before?.download?.hold ?? null;
  if (now.status === 'downloading' && before?.status !== 'downloading') return t('announce.downloading');
  if (hold === 'paused' && was !== 'paused') return t('announce.paused');
  if (hold === 'offline' && was !== 'offline') return t('announce.offline');
  if (now.download && hold === null && (was === 'paused' || was === 'offline')) return t('announce.goes-on');
  return null;
}
