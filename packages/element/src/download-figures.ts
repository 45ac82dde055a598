/** How far a download is, in figures: bytes, speed, and the time that is left. */
import type { DownloadState } from '@local-llm-chat/core';
import { secondsLeft } from '@local-llm-chat/core/page';
import { formatBytes, formatSeconds } from './format.js';
import type { Texts } from './texts.js';

/** Each figure, or why nothing arrives. */
export function downloadFigures(download: DownloadState, { t, locale }: Texts): string[] {
  const loaded = formatBytes(download.loadedBytes, locale);
  const left = secondsLeft(download);
  const { bytesPerSecond, hold } = download;
  return [
    download.totalBytes === null
      ? t('download.so-far', { loaded })
      : t('download.bytes', { loaded, total: formatBytes(download.totalBytes, locale) }),
    ...(hold === null ? [] : [t(`download.${hold}`)]),
    ...(hold === null && bytesPerSecond ? [formatBytes(bytesPerSecond, locale, 'second')] : []),
    ...(hold !== null || left === null ? [] : [t('download.left', { time: formatSeconds(left, locale) })]),
  ];
}
