/** Conversations as files: what they are called, and how they are handed to the visitor. */

/** Most characters of a title in a name; systems allow 255 bytes, and a letter may have four. */
const TITLE_LENGTH = 50;

/** What no system allows in a name, and what changes the direction of what is read there. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\\/:*?"<>|#%&{}$!'`@+=~^[\]]+/gu;

/** `Plan for the weekend 2026-11-24.md`. */
export function fileName(title: string, nowMs: number, extension: 'md' | 'json'): string {
  const plain = title.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ');
  // Names that begin or end with a point are hidden, or refused.
  const short = [...plain]
    .slice(0, TITLE_LENGTH)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const date = new Date(nowMs);
  const figures = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const day = figures.map((figure) => String(figure).padStart(2, '0')).join('-');
  return `${short === '' ? '' : `${short} `}${day}.${extension}`;
}

/** Lets the browser save a text as a file. No address is asked, so no policy of the page is in the way. */
export function saveFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task; then the text need not be kept for it.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
