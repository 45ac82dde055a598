/** How full the model's memory is: a ring with a percentage, and behind it in words what is left out. */
import type { ContextUse } from '@local-llm-chat/core';
import { html, type TemplateResult } from 'lit';
import { joinSentences } from '../format.js';
import type { Texts } from '../texts.js';
import { percent, roundedTokens } from './attachment-chip.js';

/** From this share on the ring is there even when nothing is attached. */
const SHOWN_FROM = 0.6;
const NEARLY_FROM = 0.85;

/** `over`: something is left out. `too-long`: the message alone is more than fits. */
export type Fullness = 'fine' | 'nearly' | 'over' | 'too-long';

/** Tokens that prompts may use. */
function roomOf({ windowTokens, answerTokens }: ContextUse): number {
  return windowTokens - answerTokens;
}

/** How full it is. */
export function fullness(use: ContextUse): Fullness {
  if (use.promptTokens > roomOf(use)) return 'too-long';
  if (use.omittedMessages > 0 || use.cutFiles.length > 0) return 'over';
  return use.promptTokens >= roomOf(use) * NEARLY_FROM ? 'nearly' : 'fine';
}

/** There is something to show. */
export function isMeterShown(use: ContextUse | null, hasFiles: boolean): use is ContextUse {
  if (use === null || roomOf(use) <= 0) return false;
  return hasFiles || fullness(use) !== 'fine' || use.promptTokens >= roomOf(use) * SHOWN_FROM;
}

/** What is left out, in words: one sentence for each kind. */
function leftOut(use: ContextUse, { t, locale }: Texts): string {
  if (fullness(use) === 'too-long') return t('meter.too-long');
  const { omittedMessages, cutFiles } = use;
  const omits = omittedMessages > 0 ? [t('meter.omits', { count: omittedMessages })] : [];
  const cuts = cutFiles.length > 0 ? [t('meter.cuts', { count: cutFiles.length })] : [];
  return joinSentences([...omits, ...cuts], locale);
}

/** The words behind the ring. */
function explanation(use: ContextUse, texts: Texts): string {
  const { t, locale } = texts;
  const state = fullness(use);
  const used = roundedTokens(Math.min(use.promptTokens, state === 'too-long' ? Infinity : roomOf(use)));
  const sentences = [t('meter.use', { used, room: roomOf(use) })];
  if (state === 'nearly') sentences.push(t('meter.nearly'));
  if (state !== 'fine' && state !== 'nearly') sentences.push(leftOut(use, texts));
  if (state !== 'too-long') sentences.push(t('meter.rule'));
  return joinSentences(sentences, locale);
}

/** Opens and closes the words behind the ring, and draws both. */
export class ContextMeter {
  readonly #changed: () => void;
  #isOpen = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Closes the words; false when they were not open. */
  close(): boolean {
    const wasOpen = this.#isOpen;
    this.#set(false);
    return wasOpen;
  }

  render(use: ContextUse, texts: Texts): TemplateResult {
    const state = fullness(use);
    const isFull = state === 'over' || state === 'too-long';
    const share = isFull ? 1 : use.promptTokens / roomOf(use);
    const shown = isFull
      ? new Intl.NumberFormat(texts.locale, { style: 'percent' }).format(1)
      : percent(share, texts.locale);
    return html`
      <span class="meter" data-state=${state} @pointerenter=${this.#onPointer} @pointerleave=${this.#onPointer}>
        <button
          class="icon-button meter-button"
          part="icon-button meter-button"
          type="button"
          aria-label=${texts.t('meter.label', { share: shown })}
          aria-describedby="llm-meter-text"
          aria-expanded=${String(this.#isOpen)}
          @focus=${this.#onFocus}
          @blur=${() => this.#set(false)}
          @click=${() => this.#set(true)}
        >
          <svg class="meter-ring" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <circle class="meter-track" cx="10" cy="10" r="7.5" />
            <circle
              class="meter-used"
              cx="10"
              cy="10"
              r="7.5"
              pathLength="100"
              stroke-dasharray=${`${Math.round(share * 100)} 100`}
              transform="rotate(-90 10 10)"
            />
          </svg>
        </button>
        <span class="meter-text" part="meter" id="llm-meter-text" role="tooltip" ?hidden=${!this.#isOpen}>${explanation(use, texts)}</span>
      </span>
    `;
  }

  #set(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#changed();
  }

  /** A finger has no place to rest: its press opens the words, and a press elsewhere closes them. */
  readonly #onPointer = ({ type, pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') this.#set(type === 'pointerenter');
  };

  readonly #onFocus = (event: FocusEvent): void => {
    if ((event.target as Element).matches(':focus-visible')) this.#set(true);
  };
}
