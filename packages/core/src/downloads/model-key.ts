/** The name under which a model's file is kept on the device. */
import type { ModelFile } from '../models/model-record.js';

/** The OPFS folder of all our model files. */
export const MODEL_FOLDER = 'local-llm-chat-models';

/**
 * Names a file by its content where its hash is known, so that the same weights from a hub and from
 * the site's own server are kept once; else by a hash of its URL.
 */
export async function modelKey(file: ModelFile): Promise<string> {
  if (file.sha256 !== undefined) return file.sha256;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(file.url));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `url-${hex}`;
}
