/** What a model costs to download, in words: the same beside it and on the button that begins it. */
import type { ModelRecord } from '@local-llm-chat/core';
import { formatBytes } from './format.js';
import type { Strings } from './locales/en.js';

/** `98.4 MB`, or `about 210.0 MB` where the size was computed. */
export function sizeText(model: ModelRecord, { start, locale }: Strings): string {
  if (model.bytes === null) return start.unknownSize;
  const size = formatBytes(model.bytes, locale);
  return model.bytesAre === 'approximate' ? start.approximate(size) : size;
}

/**
 * The label of the button that downloads and starts a model.
 *
 * @param hereBytes what an earlier download has left on the device.
 */
export function startLabel(model: ModelRecord, hereBytes: number, { start, locale }: Strings): string {
  if (model.bytes === null) return start.buttonUnknown;
  if (hereBytes > 0) return start.buttonPartly(formatBytes(Math.max(0, model.bytes - hereBytes), locale));
  const size = formatBytes(model.bytes, locale);
  return model.bytesAre === 'exact' ? start.button(size) : start.buttonApproximate(size);
}
