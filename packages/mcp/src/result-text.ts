/** What a call came to, as text: what is no text is named, not shown. */
import { LocalLLMError } from '@local-llm-chat/core';

/** Of one part that is not text, so that a model knows that it is there. */
const LONGEST_NAME = 80;

interface Part {
  readonly type: string;
  readonly text?: unknown;
  readonly mimeType?: unknown;
  readonly name?: unknown;
  readonly resource?: { readonly text?: unknown; readonly mimeType?: unknown };
}

/** What is taken of a result. */
export interface CallResult {
  readonly content?: unknown;
  readonly structuredContent?: unknown;
  readonly isError?: unknown;
}

/**
 * @param maxCharacters longer texts are cut.
 * @throws LocalLLMError `http` where the server says that the call has failed. Its reasons are not told on.
 */
export function resultText({ content, structuredContent, isError }: CallResult, maxCharacters: number): string {
  if (isError === true) throw new LocalLLMError('http', 'The server says that the call has failed.', { hint: HINT });
  const parts = Array.isArray(content) ? (content as readonly Part[]) : [];
  const texts = parts.map(partText);
  const hasText = parts.some(({ type }) => type === 'text');
  // Servers say the same once more as text; where they do not, the structure is all there is.
  if (!hasText && structuredContent !== undefined) texts.unshift(JSON.stringify(structuredContent) ?? '');
  const text = texts.filter((one) => one !== '').join('\n');
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters).toWellFormed()} […]`;
}

const HINT = 'Look at the server: it has refused the arguments, or could not do it.';

function partText(part: Part): string {
  const { type, text, mimeType, resource } = part;
  if (type === 'text') return typeof text === 'string' ? text : '';
  if (type === 'resource' && typeof resource?.text === 'string') return resource.text;
  const kind = { image: 'an image', audio: 'a sound', resource: 'a file', resource_link: 'a link' }[type] ?? 'a part';
  const named = [mimeType ?? resource?.mimeType].filter((one) => typeof one === 'string').map(plainName);
  return `(${[kind, ...named, 'not shown'].join(', ')})`;
}

function plainName(name: unknown): string {
  return String(name)
    .replace(/[^\w/+.-]/g, '')
    .slice(0, LONGEST_NAME);
}
