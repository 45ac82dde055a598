/** Shows a growing Markdown text. Finished blocks are never parsed or built again. Loaded when first needed. */
import type { RootContent } from 'mdast';
import type { Texts } from '../texts.js';
import { type BuildContext, buildBlock } from './build-dom.js';
import { updateCodeBlock } from './code-block.js';
import { markdownStyles } from './markdown.styles.js';
import { parseMarkdown } from './parse.js';

/** Longer texts, which no model here can write, are shown as they are: a parser's time has to end somewhere. */
const MAX_LENGTH = 200_000;

/** One text in one container, which belongs to the view alone. */
export class MarkdownView {
  readonly #container: Element;
  readonly #texts: Texts;
  #source = '';
  /** Where the first unfinished block starts in the source. */
  #committed = 0;
  /** How far the source has been searched for finished blocks. */
  #searched = 0;
  #outline: number[] = [];
  #tail: ChildNode[] = [];
  #isPlain = false;

  constructor(container: Element, texts: Texts) {
    this.#container = container;
    this.#texts = texts;
    this.#reset();
  }

  /** Shows `text`. When it only grew since the last call, only its last block costs time. */
  update(text: string): void {
    if (this.#isPlain || !text.startsWith(this.#source)) this.#reset();
    this.#source = text;
    if (text.length > MAX_LENGTH) {
      this.#showPlain();
      return;
    }
    try {
      this.#commit();
      this.#showTail();
    } catch {
      // No text that a model writes may break the page: what cannot be parsed is still readable.
      this.#showPlain();
    }
  }

  /**
   * Only whole lines decide what is finished: half a line may yet turn the block before it into
   * another. Of whole lines every block but the last is final.
   */
  #commit(): void {
    const wholeLines = this.#source.lastIndexOf('\n') + 1;
    if (wholeLines <= this.#searched) return;
    this.#searched = wholeLines;
    const text = this.#source.slice(this.#committed, wholeLines);
    const blocks = parseMarkdown(text).children;
    const last = blocks.pop();
    if (last === undefined || blocks.length === 0) return;
    this.#clearTail();
    for (const node of blocks) this.#container.append(this.#build(node, this.#outline));
    this.#committed += lineStart(text, last);
  }

  #showTail(): void {
    const text = this.#source.slice(this.#committed);
    const blocks = parseMarkdown(text).children;
    if (this.#growCode(blocks)) return;
    this.#clearTail();
    const outline = [...this.#outline];
    for (const node of blocks) {
      const built = this.#build(node, outline);
      this.#container.append(built);
      this.#tail.push(built);
    }
  }

  /** Code comes in long blocks; replacing one on each token would lose its scroll position and selection. */
  #growCode(blocks: readonly RootContent[]): boolean {
    const [node, ...others] = blocks;
    const [shown, ...more] = this.#tail;
    if (node?.type !== 'code' || others.length > 0 || more.length > 0 || !(shown instanceof Element)) return false;
    return updateCodeBlock(shown, node.value, node.lang ?? '', this.#texts);
  }

  #build(node: RootContent, outline: number[]): ChildNode {
    const context: BuildContext = { texts: this.#texts, outline };
    return buildBlock(node, context) as ChildNode;
  }

  #showPlain(): void {
    this.#isPlain = true;
    this.#container.classList.add('plain');
    this.#container.textContent = this.#source;
    this.#tail = [];
  }

  #clearTail(): void {
    for (const node of this.#tail) node.remove();
    this.#tail = [];
  }

  #reset(): void {
    this.#source = '';
    this.#committed = 0;
    this.#searched = 0;
    this.#outline = [];
    this.#tail = [];
    this.#isPlain = false;
    this.#container.classList.remove('plain');
    this.#container.replaceChildren();
  }
}

/** Where the line begins that a block starts on: its indentation belongs to it. */
function lineStart(text: string, node: RootContent): number {
  const offset = node.position?.start.offset ?? 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

let sheet: CSSStyleSheet | null = null;

/** The styles come with the renderer instead of with the first bytes of the page. */
export function adoptMarkdownStyles(root: Node): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(markdownStyles);
  }
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
