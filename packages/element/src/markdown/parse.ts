/** Markdown text to a syntax tree: CommonMark and GFM, and formulas where they are asked for. */
import type { Root } from 'mdast';
import { fromMarkdown, type Extension as TreeExtension } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Extension, TokenizeContext, Tokenizer } from 'micromark-util-types';

/** More that may be in a text: an extension of the parser and one of the tree. */
export interface Syntax {
  readonly parser: Extension;
  readonly tree: TreeExtension;
}

/** What other parts of the text have defined, by identifier. */
export interface Defined {
  readonly links: Iterable<string>;
  readonly notes: Iterable<string>;
}

/** A context of the parser, with what the extension for footnotes keeps in it. */
type Context = TokenizeContext & { parser: { gfmFootnotes?: string[] } };

const parserExtension = gfm({ singleTilde: false });
const treeExtension = gfmFromMarkdown();

/**
 * Parses a part of a text. Positions in the tree are those of the part. References to what is
 * `defined` elsewhere are references here too.
 */
export function parseMarkdown(text: string, defined?: Defined, syntax?: Syntax | null): Root {
  const extensions: Extension[] = [parserExtension];
  const mdastExtensions: TreeExtension[] = [treeExtension as TreeExtension];
  if (syntax) {
    extensions.push(syntax.parser);
    mdastExtensions.push(syntax.tree);
  }
  if (defined) extensions.push(knowing(defined));
  return fromMarkdown(text, { extensions, mdastExtensions });
}

/**
 * A text as the parser reads it, each character in its place. The parser drops a byte order mark at
 * the start of what it is given, which would shift positions and make a part differ from the whole:
 * a word joiner is as long and as invisible.
 */
export function readable(text: string): string {
  return text.replaceAll('\uFEFF', '\u2060').replaceAll('\0', '\uFFFD');
}

/** An extension that reads nothing and tells the parser what is defined, before it comes to any reference. */
function knowing(defined: Defined): Extension {
  const tokenize: Tokenizer = function (this: TokenizeContext, _effects, _ok, nok) {
    const { parser } = this as Context;
    parser.gfmFootnotes ??= [];
    add(parser.defined, defined.links);
    add(parser.gfmFootnotes, defined.notes);
    return nok;
  };
  return { document: { null: [{ tokenize, partial: true }] } };
}

function add(list: string[], identifiers: Iterable<string>): void {
  for (const identifier of identifiers) {
    const key = normalizeIdentifier(identifier);
    if (!list.includes(key)) list.push(key);
  }
}
