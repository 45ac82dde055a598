/** Offers to run what an answer has of JavaScript. What runs it, and shows what comes of it, is fetched with the first press. */
import { lateText } from '../late-code.js';
import type { Texts } from '../texts.js';
import type { CodeRun, RunPlaces } from './code-run.js';

/** What an answer offers with its blocks of code. */
export interface CodeTools {
  /** Is told of each block that is finished, by its `<code>`. */
  offer(code: Element, texts: Texts): void;
}

/** Languages that the sandbox speaks, as models name them. */
const LANGUAGES = /^language-(js|javascript|mjs|cjs|node)$/;

/** What the tools need of the chat around them. */
export interface RunOwner {
  /** Where the sandbox's files are, as the page has set it. */
  readonly places: () => RunPlaces;
  /** Tells people who listen instead of look. */
  readonly announce: (text: string) => void;
}

/** The tools of one chat. */
export function createCodeTools(owner: RunOwner): CodeTools {
  return {
    offer(code, texts) {
      const frame = code.closest('.code');
      const header = frame?.querySelector('.code-header');
      if (!frame || !header || !LANGUAGES.test(code.className) || header.querySelector('.run') !== null) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'run';
      button.textContent = texts.t('markdown.run');
      button.setAttribute('part', 'run-button');
      const press = new Press(owner, frame, code, button, texts);
      button.addEventListener('click', () => void press.run());
      header.insertBefore(button, header.lastChild);
    },
  };
}

/** What a button does when it is pressed: it runs the code, and stops it while it runs. */
class Press {
  readonly #owner: RunOwner;
  readonly #frame: Element;
  readonly #code: Element;
  readonly #button: HTMLElement;
  readonly #texts: Texts;
  #run: CodeRun | null = null;
  #isFetching = false;
  #failures = 0;

  constructor(owner: RunOwner, frame: Element, code: Element, button: HTMLElement, texts: Texts) {
    this.#owner = owner;
    this.#frame = frame;
    this.#code = code;
    this.#button = button;
    this.#texts = texts;
  }

  async run(): Promise<void> {
    if (this.#isFetching) return;
    if (this.#run?.isRunning) {
      this.#run.stop();
      return;
    }
    const CodeRun = await this.#fetch();
    if (CodeRun === null) return;
    this.#run?.remove();
    this.#run = new CodeRun(this.#frame, this.#code.textContent, this.#texts, this.#owner);
    const { t } = this.#texts;
    this.#button.textContent = t('run.stop');
    await this.#run.ended;
    this.#button.textContent = t('run.again');
  }

  async #fetch(): Promise<typeof CodeRun | null> {
    this.#isFetching = true;
    try {
      const door = await import('./code-run.js');
      door.prepareRuns(this.#frame.getRootNode());
      this.#frame.querySelector('.run-missing')?.remove();
      return door.CodeRun;
    } catch {
      this.#failures += 1;
      this.#showMissing();
      return null;
    } finally {
      this.#isFetching = false;
    }
  }

  /** The press did nothing, and another one may. */
  #showMissing(): void {
    this.#frame.querySelector('.run-missing')?.remove();
    const note = document.createElement('p');
    note.className = 'run-missing';
    note.setAttribute('role', 'alert');
    note.setAttribute('part', 'note');
    note.dir = this.#texts.dir;
    note.textContent = lateText(this.#texts, this.#failures);
    this.#frame.append(note);
  }
}
