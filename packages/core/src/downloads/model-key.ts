/** The names under which models and their files are kept on the device. */
import { toHex } from '../hex.js';

/** The OPFS folder of everything that we keep: `files/` and, beside it, `models/`. */
export const MODEL_FOLDER = 'local-llm-chat';

/**
 * Names a file by its content where its hash is known, so that the same weights from a hub and from
 * the site's own server are kept once; else by a hash of its URL.
 */
export async function fileKey(file: { readonly url: string; readonly sha256?: string | undefined }): Promise<string> {
  return file.sha256 ?? `url-${await hashOf(file.url)}`;
}

/** Names the note about a model. */
export function modelKey(id: string): Promise<string> {
  return hashOf(id);
}

/** The Web Lock that whoever uses a model shares, and whoever deletes it has alone. */
export async function modelLock(id: string): Promise<string> {
  return `${MODEL_FOLDER}:model:${await modelKey(id)}`;
}

async function hashOf(text: string): Promise<string> {
  // Pages without HTTPS have neither hashes nor a file system: there it is the name of something in memory.
  if (crypto.subtle === undefined) return encodeURIComponent(text);
  return toHex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
