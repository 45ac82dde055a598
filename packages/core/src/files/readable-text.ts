/**
 * Writes what a page says as text with a little Markdown, told of one tag after the other: from a parser of HTML or
 * from a walk through a living document. Needs no DOM itself.
 */
import { formatRow, formatTable } from './table-text.js';

/** The attributes that matter here; others are not looked at. */
export type TagAttributes = Readonly<Partial<Record<string, string>>>;

/** Nothing in these is meant for readers, or not on its own. */
const LEFT_OUT = new Set(
  `script style template noscript svg nav iframe object embed canvas audio video map select datalist button input
  textarea meter progress annotation annotation-xml frameset rp`.split(/\s+/),
);

/** What ends the line before and after it. */
const BLOCKS = new Set(
  `p div section article main header footer aside address blockquote figure figcaption details summary form fieldset
  legend dl ul ol menu title table caption hr center body hgroup search h1 h2 h3 h4 h5 h6 pre`.split(/\s+/),
);
const LINES = new Set(['br', 'li', 'dt', 'dd', 'tr', 'option', 'optgroup']);

/** Tables in tables in tables are for looks: below this they are read as plain text. */
const TABLE_LEVELS = 4;

/** What separates a word from the one before, the larger the further. */
const GAPS = ['', ' ', '\n', '\n\n'] as const;

interface Table {
  readonly rows: string[][];
  /** Where the text around the table goes on. */
  readonly around: Piece;
  cell: Piece | null;
}

/** Text under way. */
interface Piece {
  readonly parts: string[];
  /** An index of {@link GAPS}. */
  gap: number;
  /** Whether the last part is the mark of an item or a heading, which stays on the line of what follows. */
  marked: boolean;
}

interface OpenLink {
  readonly piece: Piece;
  readonly start: number;
  readonly href: string;
}

/** See the file. `open`, `text` and `close` in the order of the page, then `end`. */
export class ReadableText {
  #piece: Piece = { parts: [], gap: 0, marked: false };
  readonly #lists: { readonly ordered: boolean; count: number }[] = [];
  readonly #tables: Table[] = [];
  readonly #links: (OpenLink | null)[] = [];
  /** Levels below a tag that is left out, that tag included. */
  #hidden = 0;
  #preformatted = 0;
  #tableLevel = 0;

  /** A tag begins; each must be closed, those without content too. */
  open(name: string, attributes: TagAttributes = {}): void {
    if (this.#hidden > 0 || LEFT_OUT.has(name) || isHidden(name, attributes)) {
      this.#hidden += 1;
      return;
    }
    this.#breakAround(name);
    if (/^h[1-6]$/.test(name)) this.#mark(`${'#'.repeat(Number(name[1]))} `);
    else if (name === 'ul' || name === 'ol') {
      this.#lists.push({ ordered: name === 'ol', count: Number(attributes['start'] ?? 1) || 1 });
    } else if (name === 'li') this.#mark(this.#bullet());
    else if (name === 'pre') this.#openCode();
    else if (name === 'a') this.#openLink(attributes['href'] ?? '');
    else if (name === 'img' && attributes['alt']) this.text(`[image: ${attributes['alt']}]`);
    else if (name === 'table') this.#openTable();
    else if (name === 'tr') this.#openRow();
    else if (name === 'td' || name === 'th') this.#openCell();
  }

  /** Text between tags. */
  text(text: string): void {
    if (this.#hidden > 0 || text === '') return;
    if (this.#preformatted > 0) {
      this.#piece.parts.push(text);
      this.#piece.marked = false;
      return;
    }
    const words = text.replace(/[ \t\n\f\r]+/g, ' ');
    if (words.startsWith(' ')) this.#gap(1);
    const inner = words.trim();
    if (inner === '') return;
    this.#write(inner);
    if (words.endsWith(' ')) this.#gap(1);
  }

  /** The tag that was opened last and is still open ends. */
  close(name: string): void {
    if (this.#hidden > 0) {
      this.#hidden -= 1;
      return;
    }
    if (name === 'li' || /^h[1-6]$/.test(name)) this.#dropMark();
    else if (name === 'ul' || name === 'ol') this.#lists.pop();
    else if (name === 'pre') this.#closeCode();
    else if (name === 'a') this.#closeLink();
    else if (name === 'table') this.#closeTable();
    else if (name === 'td' || name === 'th') this.#closeCell();
    this.#breakAround(name);
  }

  /** All that was written; see `tidyText` for the rest. */
  end(): string {
    while (this.#tables.length > 0) this.#closeTable();
    return this.#piece.parts.join('').trim();
  }

  #breakAround(name: string): void {
    // Lists within lists stay together with the line above.
    const isInner = (name === 'ul' || name === 'ol') && this.#lists.length > 0;
    if (BLOCKS.has(name) && !isInner) this.#gap(this.#lists.length > 0 ? 2 : 3);
    else if (LINES.has(name) || isInner) this.#gap(2);
    else if (name === 'td' || name === 'th') this.#gap(1);
  }

  #gap(size: number): void {
    this.#piece.gap = Math.max(this.#piece.gap, size);
  }

  #write(text: string): void {
    const { parts, gap, marked } = this.#piece;
    if (parts.length > 0 && !marked) parts.push(GAPS[gap] ?? '');
    parts.push(text);
    this.#piece.gap = 0;
    this.#piece.marked = false;
  }

  #mark(text: string): void {
    this.#write(text);
    this.#piece.marked = true;
  }

  /** An item or a heading without a word in it. */
  #dropMark(): void {
    if (!this.#piece.marked) return;
    this.#piece.parts.pop();
    this.#piece.marked = false;
  }

  #bullet(): string {
    const list = this.#lists.at(-1);
    const indent = '  '.repeat(Math.min(Math.max(this.#lists.length - 1, 0), 8));
    return list?.ordered ? `${indent}${list.count++}. ` : `${indent}- `;
  }

  #openCode(): void {
    if (this.#preformatted === 0) this.#write('```\n');
    this.#preformatted += 1;
  }

  #closeCode(): void {
    if (this.#preformatted === 0) return;
    this.#preformatted -= 1;
    if (this.#preformatted > 0) return;
    const { parts } = this.#piece;
    parts.push(parts.at(-1)?.endsWith('\n') ? '```' : '\n```');
  }

  #openLink(href: string): void {
    const useful = /^(https?:|mailto:|[\w./?])/i.test(href) && !/^(javascript|data|blob|vbscript):/i.test(href);
    this.#links.push(useful ? { piece: this.#piece, start: this.#piece.parts.length, href } : null);
  }

  #closeLink(): void {
    const link = this.#links.pop();
    if (!link || link.piece !== this.#piece || this.#preformatted > 0) return;
    const label = this.#piece.parts.splice(link.start).join('');
    const words = label.trim();
    const before = label.slice(0, label.length - label.trimStart().length);
    // What spans several lines is a card, and an address as its own label says everything already.
    const plain = words === '' || words.includes('\n') || words === link.href;
    this.#piece.parts.push(plain ? label : `${before}[${words}](${link.href})`);
  }

  #openTable(): void {
    this.#tableLevel += 1;
    if (this.#tableLevel <= TABLE_LEVELS) this.#tables.push({ rows: [], around: this.#piece, cell: null });
  }

  #openRow(): void {
    if (this.#tableLevel > TABLE_LEVELS) return;
    this.#closeCell();
    this.#tables.at(-1)?.rows.push([]);
  }

  #openCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined || this.#tableLevel > TABLE_LEVELS) return;
    this.#closeCell();
    if (table.rows.length === 0) table.rows.push([]);
    table.cell = { parts: [], gap: 0, marked: false };
    this.#piece = table.cell;
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (!table?.cell || this.#tableLevel > TABLE_LEVELS) return;
    table.rows.at(-1)?.push(table.cell.parts.join('').trim());
    table.cell = null;
    this.#piece = table.around;
  }

  #closeTable(): void {
    if (this.#tableLevel > TABLE_LEVELS) {
      this.#tableLevel -= 1;
      return;
    }
    this.#closeCell();
    const table = this.#tables.pop();
    if (table === undefined) return;
    this.#tableLevel -= 1;
    this.#piece = table.around;
    const rows = table.rows.filter((row) => row.some((cell) => cell !== ''));
    if (rows.length > 0) this.#write(formatCells(rows));
  }
}

/** A true table in rows; one that only lays out a page as one text after the other. */
function formatCells(rows: readonly (readonly string[])[]): string {
  const isLayout = rows.every((row) => row.length < 2) || rows.some((row) => row.some((cell) => cell.includes('\n\n')));
  if (!isLayout) return formatTable(rows);
  return rows.map((row) => (row.some((cell) => cell.includes('\n')) ? joinBlocks(row) : formatRow(row))).join('\n\n');
}

function joinBlocks(cells: readonly string[]): string {
  return cells.filter((cell) => cell !== '').join('\n\n');
}

/** Not shown to those who look at the page, and so nothing that they mean when they give it to a model. */
function isHidden(name: string, attributes: TagAttributes): boolean {
  const { hidden, style } = attributes;
  if (hidden !== undefined || attributes['aria-hidden'] === 'true') return true;
  if (name === 'dialog' && attributes['open'] === undefined) return true;
  return (
    style !== undefined &&
    /(^|[;\s])(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|(font-size|opacity)\s*:\s*0(\.0*)?([a-z%]*)?\s*(;|!|$))/i.test(
      style,
    )
  );
}
