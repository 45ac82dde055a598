/** What tests and stories give to a composer, as a visitor does: by paste, drop and selection; and PDF files to give. */
import type { LocalLLMChat } from '../local-llm-chat.js';

export function textFile(name: string, text: string, type = 'text/plain'): File {
  return new File([text], name, { type, lastModified: 1 });
}

/** Pastes into the field; true when the browser may do it itself. */
export function paste(chat: LocalLLMChat, given: { text?: string; files?: readonly File[] }): boolean {
  const clipboardData = new DataTransfer();
  if (given.text !== undefined) clipboardData.setData('text/plain', given.text);
  for (const file of given.files ?? []) clipboardData.items.add(file);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
  const field = chat.shadowRoot?.querySelector('[part=input]');
  if (!field) throw new Error('There is no field to paste into.');
  return field.dispatchEvent(event);
}

/** One event of a drag with files, at a target. */
export function drag(target: EventTarget, type: string, files: readonly File[] = [textFile('a.txt', 'A')]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

/** Selects an element of the page, and waits until the browser has told so. */
export async function select(target: Node): Promise<void> {
  const told = new Promise((resolve) => document.addEventListener('selectionchange', resolve, { once: true }));
  // Chromium keeps selections in shadow roots apart; TypeScript knows nothing of it.
  const root = target.getRootNode() as { getSelection?(): Selection | null };
  (root.getSelection?.() ?? getSelection())?.selectAllChildren(target);
  await told;
}

/**
 * A PDF of that many pages with one line of text each, written by hand: libraries that write PDFs are for Node. Such
 * files are as plain as the format allows.
 */
export function pdfFile(name: string, pages: number, line: (page: number) => string): File {
  const objects: string[] = [];
  const kids = Array.from({ length: pages }, (_, index) => `${4 + index * 2} 0 R`).join(' ');
  objects.push('<< /Type /Catalog /Pages 2 0 R >>');
  objects.push(`<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let page = 1; page <= pages; page += 1) {
    const content = `BT /F1 12 Tf 50 700 Td (${line(page)}) Tj ET`;
    const resources = '/Resources << /Font << /F1 3 0 R >> >>';
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] ${resources} /Contents ${3 + page * 2} 0 R >>`);
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = body.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`;
  return new File([body], name, { type: 'application/pdf', lastModified: 1 });
}
