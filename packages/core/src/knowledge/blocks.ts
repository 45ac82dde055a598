/** The blocks of a page's text: headings, and what stands between them, whole. */
import { MOST_CHARACTERS_OF_HEADING } from './limits.js';

/** A block, as it stands in the text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  /** `code` and `table` are cut between lines only. */
  | { readonly kind: 'prose' | 'code' | 'table'; readonly text: string };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
/** Of Markdown, or of text that was read out of a page. */
const TABLE_LINE = /^ {0,3}\|.*\|[ \t]*$|\S \| \S/;

/** All blocks in order. Nothing but blank lines is left out. Linear. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const end = (kind: 'prose' | 'code') => {
    const block = lines.join('\n').trimEnd();
    lines = [];
    if (block.trim() === '') return;
    const isTable =
      kind === 'prose' && block.includes('\n') && block.split('\n').every((line) => TABLE_LINE.test(line));
    blocks.push({ kind: isTable ? 'table' : kind, text: block });
  };
  for (const line of text.split(/\r\n?|\n/)) {
    if (fence !== null) {
      lines.push(line);
      if (closes(line, fence)) {
        fence = null;
        end('code');
      }
      continue;
    }
    const opened = FENCE.exec(line)?.[1];
    // A longer line is no heading, whatever it begins with.
    const heading = line.length <= MOST_CHARACTERS_OF_HEADING ? HEADING.exec(line) : null;
    if (opened !== undefined) {
      end('prose');
      fence = opened;
      lines.push(line);
    } else if (heading !== null) {
      end('prose');
      const words = (heading[2] ?? '').trim();
      if (words !== '') blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: words });
    } else if (line.trim() === '') {
      end('prose');
    } else {
      lines.push(line);
    }
  }
  // A fence that nobody has closed goes to the end, as in Markdown.
  end(fence === null ? 'prose' : 'code');
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const mark = FENCE.exec(line)?.[1];
  return mark?.startsWith(fence) === true && line.trim() === mark;
}
