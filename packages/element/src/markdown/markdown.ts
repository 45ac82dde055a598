/** Shows Markdown in an element of a template. The renderer is fetched when it is first needed; until then the text is plain. */
import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { Texts } from '../texts.js';
import type { MarkdownView } from './markdown-view.js';

type Renderer = typeof import('./markdown-view.js');

let renderer: Renderer | null = null;
let loading: Promise<Renderer | null> | null = null;

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

/** A long block takes a while at each token; the page keeps four fifths of its time for other things. */
const IDLE_SHARE = 4;

class MarkdownDirective extends Directive {
  #element: Element | null = null;
  #view: MarkdownView | null = null;
  #text: string | null = null;
  #finished = false;
  #texts: Texts | null = null;
  /** Not before this time, by `performance.now()`. */
  #nextDrawAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render(_text: string, _finished: boolean, _texts: Texts): unknown {
    return noChange;
  }

  override update(part: ElementPart, [text, finished, texts]: Parameters<this['render']>): unknown {
    if (text === this.#text && finished === this.#finished && texts === this.#texts) return noChange;
    // In another language all is built anew.
    if (texts !== this.#texts) this.#view = null;
    this.#element = part.element;
    this.#text = text;
    this.#finished = finished;
    this.#texts = texts;
    this.#draw();
    if (renderer === null) void load().then(() => this.#draw());
    return noChange;
  }

  #draw(): void {
    if (this.#element === null || this.#text === null || this.#texts === null) return;
    if (renderer !== null) this.#view ??= new renderer.MarkdownView(this.#element, this.#texts);
    if (this.#view !== null) {
      this.#drawInTime(this.#view, this.#text);
    } else {
      this.#element.classList.add('plain');
      this.#element.textContent = this.#text;
    }
  }

  #drawInTime(view: MarkdownView, text: string): void {
    const startedAt = performance.now();
    if (!this.#finished && startedAt < this.#nextDrawAt) {
      this.#timer ??= setTimeout(() => this.#draw(), this.#nextDrawAt - startedAt);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    view.update(text);
    const endedAt = performance.now();
    this.#nextDrawAt = endedAt + IDLE_SHARE * (endedAt - startedAt);
  }
}

/**
 * An element directive: `<div ${markdown(text, finished, texts)}></div>`. The element's content
 * belongs to it.
 */
export const markdown = directive(MarkdownDirective);
