/** One run of a block of code: its output grows below it, and tells how it ended. Fetched with the first run. */
import { isLocalLLMError } from '@local-llm-chat/core/page';
import { type CodeFailure, type CodeResult, type RunCodeOptions, runCode } from '@local-llm-chat/core/sandbox';
import { stylesFor } from '../adopt-styles.js';
import { failureText } from '../failure-text.js';
import { formatSeconds, joinSentences } from '../format.js';
import { enRun } from '../locales/en-run.js';
import { addEnglish } from '../locales/english.js';
import type { Texts } from '../texts.js';
import type { RunOwner } from './code-tools.js';
import { runStyles } from './run.styles.js';
import { buildEntry, buildValue, valueText } from './run-output.js';

/** Where the files of the sandbox are, and how its worker starts. */
export type RunPlaces = Pick<RunCodeOptions, 'workerMode' | 'filesUrl'>;

/** Long enough for a visitor's patience, on a phone too. */
const TIMEOUT_MS = 5000;
/** More of a value is not read out; it can be gone to. */
const SPOKEN_LENGTH = 200;

const adoptStyles = stylesFor(runStyles);
let hasTexts = false;

/** Brings texts and styles, once. */
export function prepareRuns(root: Node): void {
  adoptStyles(root);
  if (!hasTexts) addEnglish(enRun);
  hasTexts = true;
}

/** Begins at once. */
export class CodeRun {
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;
  isRunning = true;
  readonly #texts: Texts;
  readonly #owner: RunOwner;
  readonly #output: HTMLElement;
  readonly #status: HTMLElement;
  readonly #stop = new AbortController();

  /** @param frame the block of code, which the output is a part of. */
  constructor(frame: Element, code: string, texts: Texts, owner: RunOwner) {
    this.#texts = texts;
    this.#owner = owner;
    this.#output = document.createElement('div');
    this.#output.className = 'run-output';
    this.#output.setAttribute('part', 'code-output');
    this.#output.setAttribute('role', 'group');
    this.#output.setAttribute('aria-label', texts.t('run.output'));
    this.#output.dir = texts.dir;
    this.#output.tabIndex = 0; // It scrolls, so the keyboard must reach it.
    this.#status = document.createElement('p');
    this.#status.className = 'run-status';
    this.#status.textContent = texts.t('run.running');
    this.#output.append(this.#status);
    frame.append(this.#output);
    this.ended = this.#run(code);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Takes the output away. */
  remove(): void {
    this.#output.remove();
  }

  async #run(code: string): Promise<void> {
    try {
      const result = await runCode(code, {
        ...this.#owner.places(),
        timeoutMs: TIMEOUT_MS,
        signal: this.#stop.signal,
        onConsole: (entry) => this.#status.before(buildEntry(entry, this.#texts)),
      });
      this.#end(result);
    } catch (error) {
      this.#fail(error);
    }
    this.isRunning = false;
  }

  #end(result: CodeResult): void {
    const { t, locale } = this.#texts;
    if (result.isConsoleCut) this.#noteCut();
    if (!result.ok) {
      this.#tellFailure(failureWords(result.failure, this.#texts));
      return;
    }
    const isNothing = result.value === undefined && result.console.length === 0;
    if (result.value !== undefined) this.#status.before(buildValue(result.value, this.#texts));
    const time = formatSeconds(result.durationMs / 1000, locale);
    const done = isNothing
      ? joinSentences([t('run.done', { time }), t('run.nothing')], locale)
      : t('run.done', { time });
    this.#status.textContent = done;
    const spoken = result.value === undefined ? '' : valueText(result.value);
    this.#owner.announce(
      spoken !== '' && spoken.length <= SPOKEN_LENGTH ? joinSentences([done, spoken], locale) : done,
    );
  }

  #fail(error: unknown): void {
    const { t, locale } = this.#texts;
    if (isLocalLLMError(error) && error.code === 'aborted') {
      this.#status.textContent = t('run.stopped');
      this.#owner.announce(t('run.stopped'));
      return;
    }
    const { action } = failureText(isLocalLLMError(error) ? error : null, this.#texts);
    this.#tellFailure(joinSentences([t('run.unusable'), action], locale));
  }

  /** There was more than is shown. */
  #noteCut(): void {
    const line = document.createElement('p');
    line.className = 'run-note';
    line.textContent = this.#texts.t('run.cut');
    this.#status.before(line);
  }

  #tellFailure(words: string): void {
    this.#status.className = 'run-failure';
    this.#status.textContent = words;
    this.#owner.announce(words);
  }
}

/** Why there is no value: in words of ours where the cause is one that we know, else in those of the language. */
function failureWords({ kind, message, line }: CodeFailure, { t, locale }: Texts): string {
  const isTheirs = kind === 'syntax' || kind === 'exception';
  const words = isTheirs ? message : t(`run.failed.${kind}`);
  return line === undefined ? words : joinSentences([t('run.line', { line }), words], locale);
}
