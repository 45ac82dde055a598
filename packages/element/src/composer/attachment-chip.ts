/** One thing that is given along with a message, as a chip: what it is, how large, and how much of it is read. */
import type { LocalLLMError } from '@local-llm-chat/core';
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../failure-text.js';
import { formatBytes } from '../format.js';
import { alertIcon, closeIcon } from '../icons.js';
import { fileIcon, pageIcon } from '../late-icons.js';
import type { TextKey } from '../locales/english.js';
import { withHiddenNamed } from '../markdown/hidden-characters.js';
import type { Texts } from '../texts.js';
import type { Attachment } from './attachments.js';
import { pastedIcon, selectionIcon } from './composer-icons.js';

/** What a chip needs to know besides its attachment. */
export interface ChipContext {
  readonly texts: Texts;
  /** How much of it the model reads, 0 to 1. */
  readonly keptShare: number;
  readonly countTokens: (text: string) => number;
  /** The button of what can be done with it, and what is to be done. */
  readonly tasks: TemplateResult | typeof nothing;
  readonly taskNote: string;
  readonly onRemove: () => void;
  readonly onInsert: () => void;
}

/** So much of a text says which one it is. */
const BEGINNING = 80;

/** Draws a chip. */
export function attachmentChip(attachment: Attachment, context: ChipContext): TemplateResult {
  const { source, isPasted, error, part } = attachment;
  const name = withHiddenNamed(attachment.name);
  const { t } = context.texts;
  const label = t('attachment.remove', { name });
  const isText = isPasted || source !== 'file';
  return html`
    <li class="chip" part="attachment" data-state=${error ? 'failed' : part ? 'read' : 'reading'}>
      ${error ? alertIcon : isPasted ? pastedIcon : source === 'page' ? pageIcon : source === 'selection' ? selectionIcon : fileIcon}
      <span class="chip-text">
        <span class="visually-hidden">${t(`attachment.${source}`)}</span>
        <bdi class="chip-name" title=${name}>${name}</bdi>
        ${isText && part ? html`<bdi class="chip-words">${beginning(part.text)}</bdi>` : nothing}
        <span class="chip-facts">${facts(attachment, context)}</span>
        ${context.taskNote === '' ? nothing : html`<span class="chip-facts" part="note">${context.taskNote}</span>`}
        ${progress(attachment)}
        ${
          isPasted
            ? html`<button class="chip-insert" part="button insert-button" type="button" @click=${context.onInsert}>${t('attachment.insert')}</button>`
            : nothing
        }
      </span>
      ${context.tasks}
      <button
        class="icon-button chip-remove"
        part="icon-button remove-button"
        type="button"
        aria-label=${label}
        title=${label}
        @click=${context.onRemove}
      >
        ${closeIcon}
      </button>
    </li>
  `;
}

function facts(attachment: Attachment, { texts, keptShare, countTokens }: ChipContext): string {
  const { t, locale } = texts;
  const { error, part, progress, bytes } = attachment;
  if (error !== null) return problemText(error, texts);
  const size = bytes < 1000 ? t('start.bytes', { count: bytes }) : formatBytes(bytes, locale);
  if (part === null) {
    const { done = 0, total = 0, unit } = progress ?? {};
    const step = unit === 'pages' && done > 0 ? t('attachment.reading-page', { done, total }) : t('attachment.reading');
    return [size, step].join(' · ');
  }
  const share =
    keptShare >= 1
      ? []
      : [keptShare > 0 ? t('attachment.share', { share: percent(keptShare, locale) }) : t('attachment.no-share')];
  const tokens = t('attachment.tokens', { count: roundedTokens(countTokens(part.text)) });
  return [size, tokens, ...share].join(' · ');
}

function progress({ part, error, progress: read }: Attachment): TemplateResult | typeof nothing {
  if (part !== null || error !== null) return nothing;
  const share = read === null || read.total === 0 ? null : read.done / read.total;
  // Said in words beside it.
  return html`<progress class="chip-progress" aria-hidden="true" max="1" value=${share ?? nothing}></progress>`;
}

const PROBLEMS = ['encrypted', 'no-text', 'broken', 'binary', 'unknown-kind', 'empty'] as const;

/** Why a file cannot be read, in one sentence or two. */
function problemText(error: LocalLLMError, texts: Texts): string {
  const { reason, limitBytes } = error.details;
  const { t, locale } = texts;
  if (reason === 'too-large' && typeof limitBytes === 'number') {
    return t('attachment.too-large', { limit: formatBytes(limitBytes, locale) });
  }
  const known = PROBLEMS.find((problem) => problem === reason);
  return known ? t(`attachment.${known}` satisfies TextKey) : failureText(error, texts).cause;
}

/** A share in whole per cent: what is there at all is never none of it, and what is cut never all. */
export function percent(share: number, locale: string): string {
  const whole = Math.min(0.99, Math.max(0.01, share));
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(whole);
}

/** Two figures of an estimate are all that it is worth. */
export function roundedTokens(tokens: number): number {
  return Number(tokens.toPrecision(2));
}

/** The first words of a text, in one line. */
export function beginning(text: string): string {
  const line = text
    .slice(0, BEGINNING * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const letters = [...line];
  return letters.length > BEGINNING ? `${letters.slice(0, BEGINNING).join('')}…` : line;
}
