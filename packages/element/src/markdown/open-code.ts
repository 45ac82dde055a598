/** A fenced block of code that is still open: its lines are text, so they are appended without a parser. */
import type { Code } from 'mdast';

/** An open block of code. */
export interface OpenCode {
  readonly firstLine: string;
  /** What its lines begin with that belongs to the containers around it. */
  readonly indent: string;
  /** Spaces before the fence, which its lines may have too. */
  readonly fenceIndent: number;
  /** What closes it. */
  readonly closing: RegExp;
  /** What may become that. */
  readonly halfClosing: RegExp;
  readonly shown: Text;
  /** The finished lines. */
  lines: string;
  hasLines: boolean;
}

/** What a line after the fence is: more code, the end, a line outside the containers, or not to be told by its look. */
export type CodeLine =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'closing' | 'outside' | 'unsure' };

/** The block that a node opens, when it is fenced; its lines are still to be read. */
export function openFence(node: Code, text: string, indent: string, shown: Text | null): OpenCode | null {
  const start = node.position?.start.offset ?? 0;
  const end = text.indexOf('\n', start);
  const fence = /^(`{3,}|~{3,})/.exec(text.slice(start, end))?.[0];
  if (fence === undefined || end < 0 || shown === null || indent.trim() !== '') return null;
  const from = text.lastIndexOf('\n', start) + 1;
  const firstLine = text.slice(from, end);
  const before = firstLine.slice(0, start - from);
  // On the line of a list's marker the fence belongs to that item's first child.
  if (!before.startsWith(indent) || before.trim() !== '' || firstLine.includes('\r') || before.includes('\t'))
    return null;
  const mark = fence.charAt(0);
  return {
    firstLine,
    indent,
    fenceIndent: before.length - indent.length,
    closing: new RegExp(`^ {0,3}${mark}{${fence.length},}[ \\t]*$`),
    halfClosing: new RegExp(`^ {0,3}${mark}*[ \\t]*$`),
    shown,
    lines: '',
    hasLines: false,
  };
}

/** Tells what a line is. */
export function codeLine(line: string, code: OpenCode): CodeLine {
  const isBlank = line.trim() === '';
  if (line.includes('\r')) return { kind: 'unsure' };
  if (!line.startsWith(code.indent)) {
    if (isBlank && !line.includes('\t')) return { kind: 'code', text: '' };
    return { kind: /^ *\t/.test(line) ? 'unsure' : 'outside' };
  }
  const inner = line.slice(code.indent.length);
  if (code.closing.test(inner)) return { kind: 'closing' };
  if (code.fenceIndent > 0 && /^ {0,2}\t/.test(inner)) return { kind: 'unsure' };
  const spaces = /^ {0,3}/.exec(inner)?.[0].length ?? 0;
  return { kind: 'code', text: inner.slice(Math.min(spaces, code.fenceIndent)) };
}

/** The text of the block with one more line. */
export function withLine(code: OpenCode, line: string): string {
  return code.hasLines ? `${code.lines}\n${line}` : line;
}

/**
 * The text of the block with half a line; `null` when that line does not belong to it. What may
 * become the end of the block is not shown before it is known.
 */
export function halfCode(half: string, code: OpenCode, isFinished: boolean): string | null {
  if (half === '') return code.lines;
  const line = codeLine(half, code);
  if (isFinished && line.kind !== 'code') return null;
  if (isFinished) return line.kind === 'code' && line.text !== '' ? withLine(code, line.text) : code.lines;
  const isWaiting = line.kind !== 'code' || half.trim() === '' || code.halfClosing.test(half.slice(code.indent.length));
  return isWaiting ? code.lines : withLine(code, line.text);
}
