/** What a model costs to download, in words: the same beside it and on the button that begins it. */
import type { ModelRecord } from '@local-llm-chat/core';
import { formatBytes } from './format.js';
import type { Texts } from './texts.js';

/** `98.4 MB`, or `about 210.0 MB` where the size was computed. */
export function sizeText(model: ModelRecord, { t, locale }: Texts): string {
  if (model.bytes === null) return t('start.size-unknown');
  const size = formatBytes(model.bytes, locale);
  return model.bytesAre === 'approximate' ? t('start.approximate', { size }) : size;
}

/**
 * The label of the button that downloads and starts a model.
 *
 * @param hereBytes what an earlier download has left on the device.
 */
export function startLabel(model: ModelRecord, hereBytes: number, { t, locale }: Texts): string {
  if (model.bytes === null) return t('start.button-unknown');
  if (hereBytes > 0)
    return t('start.button-partly', { size: formatBytes(Math.max(0, model.bytes - hereBytes), locale) });
  const size = formatBytes(model.bytes, locale);
  return t(model.bytesAre === 'exact' ? 'start.button' : 'start.button-approximate', { size });
}
