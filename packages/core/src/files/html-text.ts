/** Reads HTML files, without a document: nothing in them runs, and nothing that they name is fetched. */
import { Parser } from 'htmlparser2';
import { unreadable } from './file-failure.js';
import { type Pace, PIECE } from './pace.js';
import { ReadableText } from './readable-text.js';

/** Pages have some dozens of levels; the parser's time for a tag grows with them. */
const LEVELS_MOST = 10_000;

/** What the page says. */
export async function htmlToText(html: string, pace: Pace, onCharacters: (done: number) => void): Promise<string> {
  const writer = new ReadableText();
  let level = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      level += 1;
      if (level > LEVELS_MOST) throw unreadable('broken', { message: 'The tags of this page are nested without end.' });
      writer.open(name, attributes);
    },
    ontext: (text) => writer.text(text),
    onclosetag(name) {
      level -= 1;
      writer.close(name);
    },
  });
  const step = PIECE / 4;
  for (let start = 0; start < html.length; start += step) {
    await pace();
    parser.write(html.slice(start, start + step));
    onCharacters(start);
  }
  parser.end();
  return writer.end();
}

/** The encoding that the page says it has. */
export function htmlEncoding(start: string): string | undefined {
  return /(?:<meta[^>]+charset\s*=\s*["']?|^<\?xml[^>]+encoding\s*=\s*["'])([\w-]+)/i.exec(start)?.[1];
}
