/** Markdown text to a syntax tree, with what a chat needs of CommonMark and GFM. */
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/**
 * Link definitions and footnotes are off: they let a later line change what an earlier block shows.
 * Without them every top-level block stands for itself, so a finished one is finished for good.
 */
const withoutReferences = {
  disable: { null: ['definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'] },
};

const extensions = [gfm({ singleTilde: false }), withoutReferences];
const mdastExtensions = [gfmFromMarkdown()];

/** Parses a text. Positions in the tree are those of the text. */
export function parseMarkdown(text: string): Root {
  // The parser drops a byte order mark at the start of what it is given, which would shift positions
  // and make a restart differ from a first run. A word joiner is as long and as invisible.
  return fromMarkdown(text.replaceAll('\uFEFF', '\u2060'), { extensions, mdastExtensions });
}
