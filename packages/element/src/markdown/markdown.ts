/** Shows Markdown in an element of a template. The renderer is fetched when it is first needed; until then the text is plain. */
import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { CodeTools } from '../run/code-tools.js';
import type { Texts } from '../texts.js';
import type { Citations } from './citations.js';
import type { Formulas } from './formulas.js';
import type { ImageOrigins } from './image-origins.js';
import type { MarkdownView } from './markdown-view.js';

type Renderer = typeof import('./markdown-view.js');

let renderer: Renderer | null = null;
let loading: Promise<Renderer | null> | null = null;
let formulas: Formulas | null = null;
let loadingFormulas: Promise<Formulas | null> | null = null;

/** Fetches the renderer ahead of need, and its styles into `root`. Never rejects: without it answers stay plain text. */
export async function loadMarkdown(root: Node): Promise<void> {
  (await load())?.adoptMarkdownStyles(root);
}

function load(): Promise<Renderer | null> {
  loading ??= import('./markdown-view.js').then(
    (module) => {
      renderer = module;
      return module;
    },
    () => {
      loading = null; // The next answer tries again.
      return null;
    },
  );
  return loading;
}

function loadFormulas(): Promise<Formulas | null> {
  loadingFormulas ??= import('./math.js').then(
    (module) => {
      formulas = module.formulas;
      return formulas;
    },
    () => {
      loadingFormulas = null; // Until then formulas are shown as they were written.
      return null;
    },
  );
  return loadingFormulas;
}

/** Text that grows thirty times a second grows smoothly; more often only costs. */
const INTERVAL_MS = 25;
/** A long line takes a while at each token; the page keeps four fifths of its time for other things. */
const IDLE_SHARE = 4;
/** Of a long text so many characters are built in one go. */
const PIECE_LENGTH = 6000;

class MarkdownDirective extends Directive {
  #element: Element | null = null;
  #view: MarkdownView | null = null;
  #text: string | null = null;
  #isFinished = false;
  #texts: Texts | null = null;
  #hasFormulas = false;
  #codeTools: CodeTools | null = null;
  #images: ImageOrigins | null = null;
  #isTainted = false;
  #citations: Citations | null = null;
  #shownLength = 0;
  /** Not before this time, by `performance.now()`. */
  #nextDrawAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render(
    _text: string,
    _isFinished: boolean,
    _texts: Texts,
    _hasFormulas?: boolean,
    _codeTools?: CodeTools | null,
    _images?: ImageOrigins | null,
    _isTainted?: boolean,
    _citations?: Citations | null,
  ): unknown {
    return noChange;
  }

  override update(part: ElementPart, given: Parameters<this['render']>): unknown {
    const [text, isFinished, texts, hasFormulas = false, codeTools = null, images = null, ...rest] = given;
    const [isTainted = false, citations = null] = rest;
    const isSame =
      texts === this.#texts &&
      hasFormulas === this.#hasFormulas &&
      codeTools === this.#codeTools &&
      images === this.#images &&
      citations === this.#citations;
    this.#isTainted = isTainted;
    if (text === this.#text && isFinished === this.#isFinished && isSame) return noChange;
    if (!isSame) this.#view = null;
    this.#element = part.element;
    this.#text = text;
    this.#isFinished = isFinished;
    this.#texts = texts;
    this.#hasFormulas = hasFormulas;
    this.#codeTools = codeTools;
    this.#images = images;
    this.#citations = citations;
    this.#draw();
    if (renderer === null) void load().then(() => this.#draw());
    if (hasFormulas && formulas === null) void loadFormulas().then(() => this.#redraw());
    return noChange;
  }

  #redraw(): void {
    this.#view = null;
    this.#draw();
  }

  #draw(): void {
    const texts = this.#texts;
    if (this.#element === null || this.#text === null || texts === null) return;
    if (renderer === null) {
      this.#element.classList.add('plain');
      this.#element.textContent = this.#text;
      return;
    }
    if (this.#view === null) {
      const { MarkdownView, askBeforeLeaving, colorCode } = renderer;
      askBeforeLeaving(this.#element, () => (this.#isTainted ? this.#texts : null));
      const options = {
        formulas: this.#hasFormulas ? formulas : null,
        ...(this.#images && { images: this.#images }),
        citations: this.#citations,
        onCode: (code: Element) => {
          void colorCode(code);
          this.#codeTools?.offer(code, texts);
        },
      };
      this.#view = new MarkdownView(this.#element, texts, options);
      this.#shownLength = 0;
    }
    this.#drawInTime(this.#view, this.#text);
  }

  #drawInTime(view: MarkdownView, text: string): void {
    const startedAt = performance.now();
    if (!this.#isFinished && startedAt < this.#nextDrawAt) {
      this.#timer ??= setTimeout(() => this.#onTime(), this.#nextDrawAt - startedAt);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const isLong = text.length - this.#shownLength > PIECE_LENGTH;
    this.#shownLength = isLong ? this.#shownLength + PIECE_LENGTH : text.length;
    view.update(isLong ? text.slice(0, this.#shownLength) : text, this.#isFinished && !isLong);
    if (isLong) {
      this.#timer = setTimeout(() => this.#onTime(), 0);
      return;
    }
    const endedAt = performance.now();
    this.#nextDrawAt = Math.max(startedAt + INTERVAL_MS, endedAt + IDLE_SHARE * (endedAt - startedAt));
  }

  #onTime(): void {
    this.#timer = undefined;
    this.#draw();
  }
}

/**
 * An element directive: `<div ${markdown(text, isFinished, texts)}></div>`. The element's content
 * belongs to it. With a fourth argument of `true` formulas in dollars are set; a fifth one is told of its code; a sixth
 * says where images may be loaded from; a seventh that the text rests on strangers' words, so that links ask first; an
 * eighth what `[1]` stands for.
 */
export const markdown = directive(MarkdownDirective);
